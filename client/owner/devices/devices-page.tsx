import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page, Section } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { useTRPC } from '../trpc.ts';
import { useNow } from '../use-now.ts';
import { useGo, usePage } from '../use-page.ts';
import { AddDeviceSheet } from './add-device-sheet.tsx';
import { DeviceRow } from './device-row.tsx';
import { RenameDeviceSheet } from './rename-device-sheet.tsx';
import { RevokeDeviceSheet } from './revoke-device-sheet.tsx';
import { type ListedDevice, useDevices } from './use-devices.ts';

/** The tablets of each outlet; new ones are enrolled here and lost ones revoked. */
export default function DevicesPage() {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  const go = useGo();
  const { path, query } = usePage();
  const nowMs = useNow(15_000);
  const devices = useDevices();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const [showRevoked, setShowRevoked] = useState(false);
  const [renaming, setRenaming] = useState<ListedDevice | null>(null);
  const [revoking, setRevoking] = useState<ListedDevice | null>(null);
  // In the address, so that other pages can lead straight to it and Back closes it.
  const adding = query.add === '1';
  const all = devices.data ?? [];
  const revokedCount = all.filter(({ revokedAt }) => revokedAt !== null).length;
  const shown = all.filter(({ revokedAt }) => showRevoked || revokedAt === null);
  const places = (outlets.data ?? []).filter(
    ({ id, active }) => active || shown.some(({ outletId }) => outletId === id),
  );
  return (
    <Page
      title={t('devices.title')}
      intro={t('devices.intro')}
      action={
        <Button
          variant="primary"
          icon={<IconPlus size={20} aria-hidden="true" />}
          onClick={() => void go(path, { search: { add: '1' } })}
        >
          {t('devices.add')}
        </Button>
      }
    >
      <StaleNote query={devices} />
      {(!devices.data || !outlets.data) &&
        (devices.isError || outlets.isError ? (
          <LoadProblem
            error={devices.error ?? outlets.error}
            onRetry={() => void Promise.all([devices.refetch(), outlets.refetch()])}
          />
        ) : (
          <Skeleton height={160} />
        ))}
      {devices.data && outlets.data && all.length === 0 && (
        <EmptyState kind="devices" title={t('devices.empty')}>
          {t('devices.emptyHint')}
        </EmptyState>
      )}
      {all.length > 0 &&
        places.map((place) => {
          const here = shown.filter(({ outletId }) => outletId === place.id);
          return (
            <Section key={place.id} title={place.name}>
              {here.length === 0 && <p className={list.detail}>{t('devices.noneHere')}</p>}
              <ul className={list.list}>
                {here.map((device) => (
                  <DeviceRow
                    key={device.id}
                    device={device}
                    receiptStart={`${place.code}-${device.code}`}
                    nowMs={nowMs}
                    onRename={() => setRenaming(device)}
                    onRevoke={() => setRevoking(device)}
                  />
                ))}
              </ul>
            </Section>
          );
        })}
      {revokedCount > 0 && (
        <div>
          <Button onClick={() => setShowRevoked(!showRevoked)} aria-expanded={showRevoked}>
            {showRevoked ? t('devices.hideRevoked') : t('devices.showRevoked', { count: revokedCount })}
          </Button>
        </div>
      )}
      {adding && outlets.data && (
        <AddDeviceSheet
          outlets={outlets.data.filter(({ active }) => active)}
          onClose={() => void go(path, { replace: true })}
        />
      )}
      {renaming && <RenameDeviceSheet device={renaming} onClose={() => setRenaming(null)} />}
      {revoking && <RevokeDeviceSheet device={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  );
}
