import { Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useShop } from '../account.ts';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import list from '../frame/list.module.css';
import { Section } from '../frame/page.tsx';
import { refusalOf, sentenceFor, useTRPC } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { CopySheet } from './copy-sheet.tsx';
import { dateOf, endOfDay } from './days.ts';
import { FeatureChoice } from './feature-choice.tsx';
import type { Connection } from './hub-types.ts';
import { askedFields, type Filled, isSecret, PresetFields } from './preset-fields.tsx';
import { RemoveSheet } from './remove-sheet.tsx';
import { ReplaceKeysSheet } from './replace-keys-sheet.tsx';
import { RevealSheet } from './reveal-sheet.tsx';
import { refreshHub } from './use-tests.ts';
import { useWords } from './use-words.ts';

type Doing = 'keys' | 'duplicate' | 'template' | 'remove' | { reveal: string };

/** How a connection is set, its keys, and what else can be done with it. */
export function SettingsTab({ connection }: { connection: Connection }) {
  const { t } = useTranslation('integrations');
  const go = useGo();
  const { path, query } = usePage();
  const isOwner = useShop().role === 'owner';
  const [doing, setDoing] = useState<Doing | null>(query.do === 'keys' && isOwner ? 'keys' : null);
  const close = () => {
    setDoing(null);
    if (query.do) void go(path, { search: { id: connection.id, tab: 'settings' }, replace: true });
  };
  return (
    <>
      <Section title={t('settings.general')}>
        <General connection={connection} disabled={!isOwner} />
      </Section>
      <Section title={t('settings.keys')}>
        <Keys
          connection={connection}
          mayChange={isOwner}
          onReveal={(field) => setDoing({ reveal: field })}
          onReplace={() => setDoing('keys')}
        />
      </Section>
      <Section title={t('settings.use')}>
        <FeatureChoice
          connection={connection}
          disabled={!isOwner}
          button={t('settings.saveUse')}
          onSaved={() => void showToast({ message: t('use.saved'), tone: 'ok' })}
        />
      </Section>
      {isOwner && (
        <Section title={t('settings.copies')}>
          <div className={form.buttons}>
            <Button onClick={() => setDoing('duplicate')}>{t('settings.duplicate')}</Button>
            <Button onClick={() => setDoing('template')}>{t('settings.saveTemplate')}</Button>
            <Button onClick={() => setDoing('remove')} data-testid="remove">
              {t('settings.remove')}
            </Button>
          </div>
        </Section>
      )}
      {doing === 'keys' && <ReplaceKeysSheet connection={connection} onClose={close} />}
      {(doing === 'duplicate' || doing === 'template') && (
        <CopySheet connection={connection} as={doing} onClose={close} />
      )}
      {doing === 'remove' && <RemoveSheet connection={connection} onClose={close} />}
      {typeof doing === 'object' && doing && (
        <RevealSheet connection={connection} field={doing.reveal} onClose={close} />
      )}
    </>
  );
}

/** What may be changed without a test. */
function General({ connection, disabled }: { connection: Connection; disabled: boolean }) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = useWords();
  const [draft, setDraft] = useState({
    label: connection.label,
    active: connection.active,
    isDefault: connection.isDefault,
    costClass: connection.costClass,
    expires: dateOf(connection.expiresAt),
  });
  const [filled, setFilled] = useState<Filled>(() =>
    Object.fromEntries(
      connection.fields.flatMap(({ key, value }) => (value === null ? [] : [[key, String(value)]])),
    ),
  );
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const save = useMutation(
    trpc.connections.change.mutationOptions({
      onSuccess: async () => {
        showToast({ message: owner('form.saved'), tone: 'ok' });
        await refreshHub(queries, trpc);
      },
    }),
  );
  const at = refusalOf(save.error)?.field ?? '';
  const sentence = save.error ? sentenceFor(save.error, language) : '';
  const atField = at.startsWith('values.') ? at.slice('values.'.length) : null;
  const asked = askedFields(connection.fields, connection.environment, filled).filter(
    (field) => !isSecret(field),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    const { expires, ...change } = draft;
    save.mutate({
      connectionId: connection.id,
      ...change,
      label: change.label.trim(),
      ...(expires === dateOf(connection.expiresAt) ? {} : { expiresAt: endOfDay(expires) }),
      values: Object.fromEntries(asked.map(({ key }) => [key, filled[key]?.trim() || null])),
    });
  }
  return (
    <form className={form.form} onSubmit={submit}>
      <fieldset disabled={disabled} className={list.list} style={{ border: 0, minWidth: 0 }}>
        <div className={form.form} style={{ border: 0 }}>
          <TextInput
            label={t('wizard.label')}
            required
            withAsterisk={false}
            maxLength={80}
            error={at === 'label' ? sentence : undefined}
            value={draft.label}
            onChange={({ currentTarget: { value } }) => set({ label: value })}
          />
          <Switch
            size="lg"
            label={t('settings.active')}
            description={t('settings.activeHint')}
            checked={draft.active}
            onChange={({ currentTarget: { checked } }) => set({ active: checked })}
          />
          <Switch
            size="lg"
            label={t('settings.isDefault', { kind: words.kind(connection.kind) })}
            checked={draft.isDefault}
            onChange={({ currentTarget: { checked } }) => set({ isDefault: checked })}
          />
          <PresetFields
            fields={asked}
            filled={filled}
            onFill={(key, value) => setFilled((before) => ({ ...before, [key]: value }))}
            errors={atField ? { [atField]: sentence } : {}}
          />
          <TextInput
            label={t('settings.costClass')}
            description={t('settings.costClassHint')}
            maxLength={20}
            value={draft.costClass}
            onChange={({ currentTarget: { value } }) => set({ costClass: value })}
          />
          <TextInput
            type="date"
            label={t('wizard.expiresAt')}
            description={t('wizard.expiresHint')}
            value={draft.expires}
            onChange={({ currentTarget: { value } }) => set({ expires: value })}
          />
          <FormProblem>{atField || at === 'label' ? '' : sentence}</FormProblem>
          {!disabled && (
            <Button type="submit" variant="primary" size={56} busy={save.isPending}>
              {owner('form.save')}
            </Button>
          )}
        </div>
      </fieldset>
    </form>
  );
}

type KeysProps = {
  connection: Connection;
  mayChange: boolean;
  onReveal: (field: string) => void;
  onReplace: () => void;
};

/** What is stored of each secret, masked; the whole only for a fresh password. */
function Keys({ connection, mayChange, onReveal, onReplace }: KeysProps) {
  const { t } = useTranslation('integrations');
  const words = useWords();
  const secrets = connection.fields.filter(isSecret);
  if (secrets.length === 0) return <p className={list.detail}>{t('settings.noKeys')}</p>;
  return (
    <div className={form.form}>
      <ul className={list.list}>
        {secrets.map(({ key, label, secret }) => (
          <li key={key} className={list.item}>
            <span className={list.words}>
              <span className={list.name}>{words.said(label)}</span>
              <span className={list.detail}>
                {!secret && t('settings.notSet')}
                {secret?.broken && t('settings.broken')}
                {secret &&
                  !secret.broken &&
                  [secret.masked, t('settings.fingerprint', { fingerprint: secret.fingerprint })].join(' · ')}
              </span>
            </span>
            {secret && !secret.broken && mayChange && (
              <Button
                aria-label={t('settings.reveal', { label: words.said(label) })}
                onClick={() => onReveal(key)}
              >
                {t('settings.revealShort')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Button onClick={onReplace} data-testid="replace-keys">
          {t('settings.replace')}
        </Button>
      )}
    </div>
  );
}
