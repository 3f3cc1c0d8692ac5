import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { roleAtLeast } from '../../shared/roles.ts';
import { useStore } from '../app/use-store.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { type Shop, ShopContext, useAccount, useShop } from './account.ts';
import { chooseShop, chosenShop } from './chosen-shop.ts';
import { EntryFrame } from './frame/entry-frame.tsx';
import { LinkButton } from './frame/link-button.tsx';
import { LoadProblem } from './frame/load-problem.tsx';
import { OwnerFrame } from './frame/owner-frame.tsx';
import { usePageTitle } from './frame/use-page-title.ts';
import { Waiting } from './frame/waiting.tsx';
import { LiveContext, useLiveFeed } from './live.ts';
import { findPage } from './pages.ts';
import { useGo, usePage } from './use-page.ts';
import { useSignOut } from './use-sign-out.ts';

const AdminPage = lazy(() => import('./admin/admin-page.tsx'));

/** Everything that needs a session: finds out who is here, then shows the page or says why not. */
export function SignedIn() {
  const { path } = usePage();
  const account = useAccount();
  const wanted = useStore(chosenShop);
  const user = account.data?.user;
  const shop = useMemo<Shop | null>(() => {
    const member = user?.memberships.find(({ tenantId }) => tenantId === wanted) ?? user?.memberships[0];
    if (!user || !member) return null;
    const { tenantId, tenantName: name, role, staffId } = member;
    return { tenantId, name, role, staffId, user, shops: user.memberships };
  }, [user, wanted]);
  const shopId = shop?.tenantId ?? null;
  // Not chosen yet, chosen by somebody else on this browser, or left since.
  const mustChoose = user != null && wanted !== shopId;
  useEffect(() => {
    if (mustChoose) chooseShop(shopId);
  }, [mustChoose, shopId]);

  if (account.isPending || mustChoose) return <Waiting />;
  if (!account.data)
    return (
      <EntryFrame>
        <LoadProblem error={account.error} onRetry={() => void account.refetch()} />
      </EntryFrame>
    );
  if (account.data.needsSetup) return <GoTo to="/setup" />;
  if (!user) return <GoTo to="/owner/sign-in" search={path === '/owner' ? {} : { next: path }} />;
  if (path === '/admin') return user.superAdmin ? <AdminPage hasShop={shop !== null} /> : <NotForYou />;
  if (!shop) return user.superAdmin ? <GoTo to="/admin" /> : <NoShop />;
  return (
    <ShopContext value={shop}>
      <InShop key={shop.tenantId} path={path} />
    </ShopContext>
  );
}

function InShop({ path }: { path: string }) {
  const live = useLiveFeed();
  return (
    <LiveContext value={live}>
      <OwnerFrame>
        <Suspense fallback={<Waiting />}>
          <CurrentPage path={path} />
        </Suspense>
      </OwnerFrame>
    </LiveContext>
  );
}

function CurrentPage({ path }: { path: string }) {
  const { t } = useTranslation('owner');
  const { role } = useShop();
  const page = findPage(path);
  if (!page)
    return (
      <Instead kind="search" title={t('problem.notFound')} homeward>
        {t('problem.notFoundHint')}
      </Instead>
    );
  if (!roleAtLeast(role, page.needs))
    return (
      <Instead kind="people" title={t('problem.notAllowed')} homeward>
        {t('problem.notAllowedHint')}
      </Instead>
    );
  const Screen = page.screen;
  return <Screen />;
}

function NoShop() {
  const { t } = useTranslation('owner');
  const leave = useSignOut();
  return (
    <EntryFrame>
      <Instead kind="people" title={t('problem.noShop')}>
        {t('problem.noShopHint')}
      </Instead>
      <Button onClick={() => void leave()}>{t('more.signOut')}</Button>
    </EntryFrame>
  );
}

function NotForYou() {
  const { t } = useTranslation('owner');
  return (
    <EntryFrame>
      <Instead kind="people" title={t('problem.notAllowed')} homeward>
        {t('problem.notAllowedAdminHint')}
      </Instead>
    </EntryFrame>
  );
}

type InsteadProps = { kind: 'search' | 'people'; title: string; homeward?: boolean; children: string };

/** What stands where a page would be, and why. */
function Instead({ kind, title, homeward = false, children }: InsteadProps) {
  const { t } = useTranslation('owner');
  usePageTitle(title);
  return (
    <>
      <h1 className="visually-hidden">{title}</h1>
      <EmptyState
        kind={kind}
        title={title}
        action={homeward && <LinkButton to="/owner">{t('problem.toHome')}</LinkButton>}
      >
        {children}
      </EmptyState>
    </>
  );
}

function GoTo({ to, search }: { to: string; search?: Record<string, string> }) {
  const go = useGo();
  // Goes once: the query object is a new one at every drawing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => void go(to, { search, replace: true }), [go, to]);
  return <Waiting />;
}
