import { NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import type { ModifierGroup } from '../../../shared/settings/types.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import form from '../frame/form.module.css';
import { MoneyField } from '../products/money-field.tsx';
import { whole } from './fields.tsx';
import rows from './rows.module.css';
import styles from './settings-page.module.css';
import type { EditorProps } from './use-settings-draft.ts';

/** Questions that the till asks about a product, with their answers. */
export function ModifierEditor({ settings: { modifierGroups }, set }: EditorProps) {
  const { t } = useTranslation('rules');
  return (
    <>
      <p className={form.hint}>{modifierGroups.length === 0 ? t('modifiers.none') : t('modifiers.hint')}</p>
      {modifierGroups.map((group, at) => (
        <Group
          key={group.id}
          group={group}
          onChange={(next) => set({ modifierGroups: modifierGroups.with(at, next) })}
          onRemove={() => set({ modifierGroups: modifierGroups.filter(({ id }) => id !== group.id) })}
        />
      ))}
      <Button
        icon={<IconPlus size={20} aria-hidden="true" />}
        onClick={() =>
          set({
            modifierGroups: [
              ...modifierGroups,
              {
                id: v7(),
                name: t('modifiers.newGroup'),
                min: 0,
                max: 1,
                options: [{ id: v7(), name: `${t('modifiers.option')} 1`, price: 0 }],
              },
            ],
          })
        }
      >
        {t('modifiers.add')}
      </Button>
    </>
  );
}

type GroupProps = { group: ModifierGroup; onChange: (group: ModifierGroup) => void; onRemove: () => void };

function Group({ group, onChange, onRemove }: GroupProps) {
  const { t } = useTranslation('rules');
  const { options } = group;
  return (
    <section className={styles.card}>
      <div className={rows.row}>
        <TextInput
          label={t('modifiers.group')}
          description={t('modifiers.groupHint')}
          maxLength={120}
          value={group.name}
          onChange={({ currentTarget: { value } }) => onChange({ ...group, name: value })}
        />
        <IconButton aria-label={t('remove', { name: group.name })} onClick={onRemove}>
          <IconTrash size={22} aria-hidden="true" />
        </IconButton>
      </div>
      <div className={styles.pair}>
        {(['min', 'max'] as const).map((end) => (
          <NumberInput
            key={end}
            label={t(`modifiers.${end}`)}
            min={end === 'min' ? 0 : 1}
            max={50}
            allowDecimal={false}
            hideControls
            inputMode="numeric"
            value={group[end]}
            onChange={(value) => onChange({ ...group, [end]: whole(value, end === 'min' ? 0 : 1) })}
          />
        ))}
      </div>
      {options.map((option, at) => (
        <div key={option.id} className={rows.wide}>
          <TextInput
            label={t('modifiers.option')}
            maxLength={120}
            value={option.name}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...group, options: options.with(at, { ...option, name: value }) })
            }
          />
          <MoneyField
            label={t('modifiers.price')}
            value={option.price}
            onChange={(value) =>
              onChange({ ...group, options: options.with(at, { ...option, price: whole(value, 0) }) })
            }
          />
          <IconButton
            aria-label={t('remove', { name: option.name })}
            disabled={options.length === 1}
            onClick={() => onChange({ ...group, options: options.filter(({ id }) => id !== option.id) })}
          >
            <IconTrash size={22} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <Button
        onClick={() =>
          onChange({
            ...group,
            options: [
              ...options,
              { id: v7(), name: `${t('modifiers.option')} ${options.length + 1}`, price: 0 },
            ],
          })
        }
      >
        {t('modifiers.addOption')}
      </Button>
    </section>
  );
}
