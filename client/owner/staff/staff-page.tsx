import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import { ResetLinkSheet } from '../frame/reset-link-sheet.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { useGo, usePage } from '../use-page.ts';
import { PersonSheet } from './person-sheet.tsx';
import { PinSheet } from './pin-sheet.tsx';
import styles from './staff-page.module.css';
import { type Person, useStaff } from './use-staff.ts';

type Link = { name: string; link: { path: string; expiresAt: number } };

/** Who works in the shop, and how they get in. */
export default function StaffPage() {
  const { t } = useTranslation('owner');
  const go = useGo();
  const { path, query } = usePage();
  const staff = useStaff();
  const [showInactive, setShowInactive] = useState(false);
  const [pinOf, setPinOf] = useState<Person | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  const people = staff.data ?? [];
  const editing = people.find(({ id }) => id === query.person);
  const inactiveCount = people.filter(({ active }) => !active).length;
  const close = () => void go(path, { replace: true });
  return (
    <Page
      title={t('staff.title')}
      intro={t('staff.intro')}
      back={{ to: '/owner/more', label: t('nav.more') }}
      action={
        <Button
          variant="primary"
          icon={<IconPlus size={20} aria-hidden="true" />}
          onClick={() => void go(path, { search: { add: '1' } })}
        >
          {t('staff.add')}
        </Button>
      }
    >
      <StaleNote query={staff} />
      {!staff.data &&
        (staff.isError ? (
          <LoadProblem error={staff.error} onRetry={() => void staff.refetch()} />
        ) : (
          <Skeleton height={240} />
        ))}
      {staff.data?.length === 0 && (
        <EmptyState kind="people" title={t('staff.empty')}>
          {t('staff.emptyHint')}
        </EmptyState>
      )}
      {people.length > 0 && (
        <ul className={styles.people}>
          {people
            .filter(({ active }) => active || showInactive)
            .map((person) => (
              <li key={person.id}>
                <button
                  type="button"
                  className={list.press}
                  data-testid="person"
                  onClick={() => void go(path, { search: { person: person.id } })}
                >
                  <span className={list.words}>
                    <span className={list.name}>{person.name}</span>
                    <span className={list.detail}>
                      {[t(`staff.roles.${person.role}`), person.email].filter(Boolean).join(' · ')}
                    </span>
                  </span>
                  <span className={list.pills}>
                    {!person.active && <Pill>{t('staff.inactive')}</Pill>}
                    {person.active && (
                      <Pill tone={person.hasPin ? 'ok' : 'warning'}>
                        {person.hasPin ? t('staff.pinSet') : t('staff.noPin')}
                      </Pill>
                    )}
                  </span>
                </button>
              </li>
            ))}
        </ul>
      )}
      {inactiveCount > 0 && (
        <div>
          <Button onClick={() => setShowInactive(!showInactive)} aria-expanded={showInactive}>
            {showInactive ? t('staff.hideInactive') : t('staff.inactiveCount', { count: inactiveCount })}
          </Button>
        </div>
      )}
      {(query.add === '1' || editing) && (
        <PersonSheet
          key={editing?.id ?? 'new'}
          person={editing ?? null}
          onPin={setPinOf}
          onLink={(made) => {
            close();
            setLink(made);
          }}
          onClose={close}
        />
      )}
      {pinOf && <PinSheet person={pinOf} onClose={() => setPinOf(null)} />}
      {link && <ResetLinkSheet {...link} onClose={() => setLink(null)} />}
    </Page>
  );
}
