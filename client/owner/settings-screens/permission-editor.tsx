import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ACTIONS, DEFAULT_PERMISSIONS } from '../../../shared/permissions.ts';
import { ROLES, type Role } from '../../../shared/roles.ts';
import form from '../frame/form.module.css';
import type { EditorProps } from './use-settings-draft.ts';

/** For each thing the least role that may do it alone; only what differs from the usual is saved. */
export function PermissionEditor({ settings, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const { t: owner } = useTranslation('owner');
  return (
    <>
      <p className={form.hint}>{t('permissions.intro')}</p>
      {ACTIONS.map((action) => (
        <NativeSelect
          key={action}
          label={t(`permissions.actions.${action}`)}
          value={settings.permissions[action]}
          data={ROLES.map((role) => ({ value: role, label: owner(`staff.roles.${role}`) }))}
          onChange={({ currentTarget: { value } }) => {
            const next = { ...settings.permissions, [action]: value as Role };
            set({
              permissions: Object.fromEntries(
                ACTIONS.filter((one) => next[one] !== DEFAULT_PERMISSIONS[one]).map((one) => [
                  one,
                  next[one],
                ]),
              ),
            });
          }}
        />
      ))}
    </>
  );
}
