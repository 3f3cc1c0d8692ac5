import './mantine-styles.ts';
import './owner-texts.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { preferencesColorScheme } from './color-scheme.ts';
import { Waiting } from './frame/waiting.tsx';
import { entryPages } from './pages.ts';
import { SignedIn } from './signed-in.tsx';
import { cssVariables, theme } from './theme.ts';
import { queryClient, TRPCProvider, trpcClient } from './trpc.ts';
import { usePage } from './use-page.ts';

const SignInPage = lazy(entryPages['/owner/sign-in']);
const SetUpPage = lazy(entryPages['/setup']);
const ResetPage = lazy(entryPages['/reset']);

/** The back office: everything under /owner, /setup, /reset and /admin. */
export default function OwnerApp() {
  const [colorSchemes] = useState(preferencesColorScheme);
  useEffect(
    // The till decides light and dark by itself.
    () => () => document.documentElement.removeAttribute('data-mantine-color-scheme'),
    [],
  );
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
          <Suspense fallback={<Waiting />}>
            <Rooms />
          </Suspense>
        </TRPCProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Rooms() {
  const { path } = usePage();
  if (path === '/owner/sign-in') return <SignInPage />;
  if (path === '/setup') return <SetUpPage />;
  if (path === '/reset') return <ResetPage />;
  return <SignedIn />;
}
