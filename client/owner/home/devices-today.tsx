import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DevicePills } from '../devices/device-pills.tsx';
import { useDevices } from '../devices/use-devices.ts';
import { LinkButton } from '../frame/link-button.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { timeAgo } from '../times.ts';
import { useNow } from '../use-now.ts';

/** The tablets in use, with their last contact and what they still hold. */
export function DevicesToday() {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const nowMs = useNow(15_000);
  const devices = useDevices();
  const inUse = devices.data?.filter(({ revokedAt }) => revokedAt === null);
  return (
    <Section
      title={t('home.devices')}
      aside={
        inUse && inUse.length > 0 ? (
          <LinkButton to="/owner/devices">{t('home.allDevices')}</LinkButton>
        ) : undefined
      }
    >
      {!inUse &&
        (devices.isError ? (
          <LoadProblem error={devices.error} onRetry={() => void devices.refetch()} />
        ) : (
          <Skeleton height={72} />
        ))}
      {inUse?.length === 0 && (
        <EmptyState
          kind="devices"
          title={t('home.noDevices')}
          action={
            <LinkButton to="/owner/devices" search={{ add: '1' }} prominent>
              {t('home.addDevice')}
            </LinkButton>
          }
        >
          {t('home.noDevicesHint')}
        </EmptyState>
      )}
      {inUse && inUse.length > 0 && (
        <ul className={list.list}>
          {inUse.map((device) => (
            <li key={device.id} className={list.item}>
              <div className={list.words}>
                <span className={list.name}>{device.name}</span>
                <span className={list.detail}>
                  {device.outletName} ·{' '}
                  {device.lastSeenAt
                    ? t('devices.lastSeen', {
                        when: timeAgo(new Date(device.lastSeenAt).getTime(), nowMs, language),
                      })
                    : t('devices.neverSeen')}
                </span>
              </div>
              <DevicePills device={device} nowMs={nowMs} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
