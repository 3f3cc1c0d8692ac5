import type { ReactNode } from 'react';
import { useStore } from '../../app/use-store.ts';
import { useDevice } from '../device-context.ts';
import { PageFrame } from '../page-frame.tsx';
import { TillPage } from '../till-page.tsx';

/** A page for whoever works; a stranger or a locked till is asked for enrolment or PIN in its place. */
export function DayFrame({ title, children }: { title: string; children: ReactNode }) {
  const { local, till } = useDevice();
  const identity = useStore(local.identity);
  const cashier = useStore(till.cashier);
  if (!identity || !cashier) return <TillPage />;
  return <PageFrame title={title}>{children}</PageFrame>;
}
