import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Logo } from '../../ui/logo.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page, Section } from '../frame/page.tsx';
import { ResetLinkSheet } from '../frame/reset-link-sheet.tsx';
import { date } from '../times.ts';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import { useSignOut } from '../use-sign-out.ts';
import styles from './admin-page.module.css';
import { CreateShopSheet } from './create-shop-sheet.tsx';

type Link = { name: string; link: { path: string; expiresAt: number } };

/** For whoever runs the installation: its shops, its people, and a way back in for those who lost their password. */
export default function AdminPage({ hasShop }: { hasShop: boolean }) {
  const { t } = useTranslation('owner');
  const signOut = useSignOut();
  const [creating, setCreating] = useState(false);
  const [link, setLink] = useState<Link | null>(null);
  return (
    <>
      <header className={styles.top}>
        <Logo size={32} />
        {hasShop ? <LinkButton to="/owner">{t('admin.toShop')}</LinkButton> : <span />}
        <Button onClick={() => void signOut()}>{t('more.signOut')}</Button>
      </header>
      <main>
        <Page
          title={t('admin.title')}
          intro={t('admin.intro')}
          action={
            <Button
              variant="primary"
              icon={<IconPlus size={20} aria-hidden="true" />}
              onClick={() => setCreating(true)}
            >
              {t('admin.createShop')}
            </Button>
          }
        >
          <Shops />
          <Users onLink={setLink} />
        </Page>
      </main>
      {creating && (
        <CreateShopSheet
          onClose={() => setCreating(false)}
          onLink={(made) => {
            setCreating(false);
            setLink(made);
          }}
        />
      )}
      {link && <ResetLinkSheet {...link} onClose={() => setLink(null)} />}
    </>
  );
}

function Shops() {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const tenants = useQuery(trpc.accounts.admin.tenants.queryOptions());
  return (
    <Section title={t('admin.shops')}>
      {!tenants.data &&
        (tenants.isError ? (
          <LoadProblem error={tenants.error} onRetry={() => void tenants.refetch()} />
        ) : (
          <Skeleton height={72} />
        ))}
      <ul className={list.list} data-testid="shops">
        {tenants.data?.map(({ id, name, slug, createdAt, outlets, devices, staff, products }) => (
          <li key={id} className={list.item}>
            <span className={list.words}>
              <span className={list.name}>{name}</span>
              <span className={list.detail}>
                {slug} · {t('admin.since', { date: date(new Date(createdAt).getTime(), language) })}
              </span>
            </span>
            <span className={list.detail}>
              {[
                t('admin.counts.outlets', { count: outlets }),
                t('admin.counts.devices', { count: devices }),
                t('admin.counts.staff', { count: staff }),
                t('admin.counts.products', { count: products }),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Users({ onLink }: { onLink: (made: Link) => void }) {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  const failed = useFailure();
  const users = useQuery(trpc.accounts.admin.users.queryOptions());
  const [search, setSearch] = useState('');
  const makeLink = useMutation(trpc.accounts.admin.resetLink.mutationOptions({ onError: failed }));
  const wanted = search.trim().toLowerCase();
  const found = users.data?.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
  return (
    <Section title={t('admin.users')}>
      {!users.data &&
        (users.isError ? (
          <LoadProblem error={users.error} onRetry={() => void users.refetch()} />
        ) : (
          <Skeleton height={72} />
        ))}
      {(users.data?.length ?? 0) > 8 && (
        <TextInput
          type="search"
          aria-label={t('admin.searchUsers')}
          placeholder={t('admin.searchUsers')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {found?.length === 0 && (
        <EmptyState kind="search" title={t('admin.noneFound')}>
          {t('admin.noneFoundHint')}
        </EmptyState>
      )}
      <ul className={list.list} data-testid="users">
        {found?.map(({ id, name, email, superAdmin, memberships }) => (
          <li key={id} className={list.item}>
            <span className={list.words}>
              <span className={list.name}>{name}</span>
              <span className={list.detail}>{email}</span>
              <span className={list.detail}>
                {[
                  superAdmin && t('admin.superAdmin'),
                  ...memberships.map(({ tenantName, role }) => `${tenantName} (${t(`staff.roles.${role}`)})`),
                  memberships.length === 0 && t('admin.noShops'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Button
              busy={makeLink.isPending && makeLink.variables?.userId === id}
              onClick={() => makeLink.mutate({ userId: id }, { onSuccess: (link) => onLink({ name, link }) })}
            >
              {t('admin.makeLink')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
