import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldValue, PresetField } from './hub-types.ts';
import styles from './preset-fields.module.css';
import { useWords } from './use-words.ts';

/** What is typed so far, by the keys of the fields. */
export type Filled = Record<string, string>;

type AskedField = Pick<
  PresetField,
  'key' | 'label' | 'type' | 'required' | 'options' | 'example' | 'help' | 'env' | 'visibleWhen'
> &
  Pick<PresetField, 'default' | 'generate'>;

/** Those that this environment and what is filled in ask for; what we make ourselves is not asked. */
export function askedFields<Field extends AskedField>(
  fields: readonly Field[],
  environment: string,
  filled: Filled,
): Field[] {
  const filledOf = (key: string): FieldValue | null =>
    filled[key] ?? fields.find((field) => field.key === key)?.default ?? null;
  return fields.filter(
    ({ env, visibleWhen = {} }) =>
      (env === undefined || env === environment) &&
      Object.entries(visibleWhen).every(([key, wanted]) => filledOf(key) === wanted),
  );
}

export const isSecret = ({ type }: Pick<PresetField, 'type'>) => type === 'secret' || type === 'file';

/** A key of several lines would lose its line ends in a field of one. */
const hasLines = ({ key, type }: Pick<PresetField, 'key' | 'type'>) =>
  type === 'file' || /(private|public)Key$/i.test(key);

type PresetFieldsProps = {
  fields: readonly AskedField[];
  filled: Filled;
  onFill: (key: string, value: string) => void;
  /** what is wrong with which field */
  errors: Record<string, string>;
  /** of a secret that is stored already: what may be shown of it */
  stored?: Record<string, string>;
};

/** The form that a preset describes. */
export function PresetFields({ fields, filled, onFill, errors, stored = {} }: PresetFieldsProps) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const words = useWords();
  return fields.map((field) => {
    const { key, type, required, options, example, help } = field;
    const name = words.said(field.label);
    if (field.generate && stored[key] === undefined)
      return (
        <p key={key} className={styles.hint}>
          {t('wizard.made', { label: name })}
        </p>
      );
    const kept = stored[key];
    const hints = [
      help && words.said(help),
      kept ? t('wizard.keptSecret', { masked: kept }) : null,
      !isSecret(field) && example ? t('wizard.example', { example }) : null,
    ].filter(Boolean);
    const common = {
      label: required ? name : t('wizard.optional', { label: name }),
      description: hints.length > 0 ? hints.join(' · ') : undefined,
      error: errors[key],
      required: required && kept === undefined,
      withAsterisk: false,
      value: filled[key] ?? String(field.default ?? ''),
      'data-testid': `field-${key}`,
    };
    const typed = ({ currentTarget: { value } }: { currentTarget: { value: string } }) => onFill(key, value);
    if (options)
      return (
        <NativeSelect key={key} {...common} data={required ? options : ['', ...options]} onChange={typed} />
      );
    if (hasLines(field))
      return (
        <Textarea
          key={key}
          {...common}
          autosize
          minRows={3}
          maxRows={8}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: isSecret(field) ? styles.masked : styles.mono }}
          onChange={typed}
        />
      );
    if (isSecret(field))
      return (
        <PasswordInput
          key={key}
          {...common}
          // Not the person's own password: nothing for the browser to keep or to offer.
          autoComplete="new-password"
          placeholder={example}
          visibilityToggleButtonProps={{ 'aria-label': owner('form.showPassword'), tabIndex: 0 }}
          onChange={typed}
        />
      );
    return (
      <TextInput
        key={key}
        {...common}
        type={type === 'url' ? 'url' : 'text'}
        inputMode={type === 'number' ? 'decimal' : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={typed}
      />
    );
  });
}
