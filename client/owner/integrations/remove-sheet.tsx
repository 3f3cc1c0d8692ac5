import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import form from '../frame/form.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import { useGo } from '../use-page.ts';
import type { Connection } from './hub-types.ts';
import { useWords } from './use-words.ts';

type RemoveSheetProps = { connection: Connection; onClose: () => void };

/** Asks first, with what stops working without it. */
export function RemoveSheet({ connection, onClose }: RemoveSheetProps) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const go = useGo();
  const words = useWords();
  const connectionId = connection.id;
  const dependents = useQuery(trpc.connections.dependents.queryOptions({ connectionId }));
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const remove = useMutation(
    trpc.connections.remove.mutationOptions({
      onError: useFailure(),
      onSuccess: async () => {
        showToast({ message: t('settings.removed') });
        await go('/owner/integrations', { replace: true });
        // What is gone is not asked for once more.
        queries.removeQueries(trpc.connections.get.queryFilter({ connectionId }));
        await queries.invalidateQueries(trpc.connections.list.pathFilter());
      },
    }),
  );
  const uses = dependents.data?.features ?? [];
  return (
    <Sheet
      title={t('settings.removeTitle', { label: connection.label })}
      closeLabel={owner('form.close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{owner('form.cancel')}</Button>
          <Button
            variant="danger"
            disabled={!dependents.data}
            busy={remove.isPending}
            onClick={() => remove.mutate({ connectionId, withUse: uses.length > 0 })}
          >
            {t(uses.length > 0 ? 'settings.removeConfirmUsed' : 'settings.removeConfirm')}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        <p>{t('settings.removeWhat')}</p>
        {!dependents.data &&
          (dependents.isError ? (
            <LoadProblem error={dependents.error} onRetry={() => void dependents.refetch()} />
          ) : (
            <Skeleton height={48} />
          ))}
        {dependents.data && <p>{t(uses.length > 0 ? 'settings.removeUsed' : 'settings.removeFree')}</p>}
        {uses.length > 0 && (
          <ul>
            {uses.map(({ outletId, feature }) => (
              <li key={`${outletId} ${feature}`}>
                {t('settings.dependent', {
                  feature: words.feature(feature),
                  place:
                    outletId === null
                      ? t('wholeShop')
                      : (outlets.data?.find(({ id }) => id === outletId)?.name ?? ''),
                })}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Sheet>
  );
}
