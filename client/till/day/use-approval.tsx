import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../../shared/permissions.ts';
import type { Approval } from '../../../shared/sync/record-fields.ts';
import type { CartApproval } from '../cart.ts';
import { useDevice } from '../device-context.ts';
import { mayDo } from '../may-do.ts';
import { ApprovalSheet } from '../sell/lazy-sheets.ts';
import type { DayAction } from './day-action.ts';

interface Ask {
  needs: { action: Action; lineId: null }[];
  answer: (approvals: readonly CartApproval[] | null) => void;
}

/**
 * Whether the cashier may do something: `approve` resolves with nothing when the role is enough, with a manager's
 * approval, or with null when nobody agreed. `sheet` must be drawn.
 */
export function useApproval(): {
  approve: (action: DayAction) => Promise<readonly Approval[] | null>;
  sheet: ReactNode;
} {
  const { t } = useTranslation('day');
  const { local, till } = useDevice();
  const [ask, setAsk] = useState<Ask | null>(null);

  async function approve(action: DayAction): Promise<readonly Approval[] | null> {
    const role = till.cashier.get()?.role ?? 'cashier';
    if (mayDo(action, role, local.outletSettings.get())) return [];
    const approvals = await new Promise<readonly CartApproval[] | null>((resolve) =>
      setAsk({ needs: [{ action, lineId: null }], answer: resolve }),
    );
    setAsk(null);
    if (!approvals) return null;
    return approvals.map(({ approvedBy }) => ({ action, approvedBy }));
  }

  return {
    approve,
    sheet: ask && (
      <Suspense fallback={null}>
        <ApprovalSheet ask={ask} nameOf={(action) => t(`actions.${action as DayAction}`)} />
      </Suspense>
    ),
  };
}
