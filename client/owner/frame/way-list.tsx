import { IconChevronRight } from '@tabler/icons-react';
import { PageLink } from '../page-link.tsx';
import list from './list.module.css';

/** Where one can go from here, each with what waits there. */
export function WayList({ ways }: { ways: readonly { to: string; name: string; hint: string }[] }) {
  return (
    <ul className={list.list}>
      {ways.map(({ to, name, hint }) => (
        <li key={to}>
          <PageLink to={to} className={list.press}>
            <span className={list.words}>
              <span className={list.name}>{name}</span>
              <span className={list.detail}>{hint}</span>
            </span>
            <IconChevronRight size={20} aria-hidden="true" />
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
