import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDevices } from '../devices/use-devices.ts';
import list from '../frame/list.module.css';
import { Section } from '../frame/page.tsx';
import { PageLink } from '../page-link.tsx';
import { useTRPC } from '../trpc.ts';
import { useTakingsToday } from './methods-today.tsx';

/** Whether what the page shows is known, or can't be known now: what stands below must not jump afterwards. */
export function useHomeKnown(): boolean {
  const trpc = useTRPC();
  const devices = useDevices();
  const staff = useQuery(trpc.accounts.staff.list.queryOptions());
  const products = useQuery(trpc.catalogue.products.list.queryOptions({ limit: 1 }));
  const today = useQuery(trpc.sales.today.queryOptions());
  const refused = useQuery(trpc.sales.refused.list.queryOptions({ limit: 200 }));
  const flagged = useQuery(trpc.sales.list.queryOptions({ flaggedOnly: true, limit: 3 }));
  const risk = useQuery(trpc.reports.moneyAtRisk.queryOptions());
  const takings = useTakingsToday();
  return [devices, staff, products, today, refused, flagged, risk, takings].every(
    ({ isPending, failureCount, fetchStatus }) => !isPending || failureCount > 0 || fetchStatus === 'paused',
  );
}

/** What a new shop still needs before it can sell; nothing once all of it is there. */
export function NextSteps() {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  const devices = useDevices();
  const staff = useQuery(trpc.accounts.staff.list.queryOptions());
  const products = useQuery(trpc.catalogue.products.list.queryOptions({ limit: 1 }));
  if (!devices.data || !staff.data || !products.data) return null;
  const steps = [
    products.data.total === 0 && {
      to: '/owner/products',
      title: t('home.nextProducts'),
      hint: t('home.nextProductsHint'),
    },
    !staff.data.some(({ active, hasPin }) => active && hasPin) && {
      to: '/owner/staff',
      title: t('home.nextStaff'),
      hint: t('home.nextStaffHint'),
    },
    devices.data.length === 0 && {
      to: '/owner/devices',
      search: { add: '1' },
      title: t('home.nextDevice'),
      hint: t('home.nextDeviceHint'),
    },
  ].filter((step) => step !== false);
  if (steps.length === 0) return null;
  return (
    <Section title={t('home.next')}>
      <ol className={list.list}>
        {steps.map(({ to, search, title, hint }) => (
          <li key={to}>
            <PageLink to={to} search={search} className={list.press}>
              <span className={list.words}>
                <span className={list.name}>{title}</span>
                <span className={list.detail}>{hint}</span>
              </span>
              <IconChevronRight size={20} aria-hidden="true" />
            </PageLink>
          </li>
        ))}
      </ol>
    </Section>
  );
}
