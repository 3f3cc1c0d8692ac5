import { PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CopyField } from '../frame/copy-field.tsx';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { sentenceFor, useTRPCClient } from '../trpc.ts';
import type { Connection } from './hub-types.ts';
import { useWords } from './use-words.ts';

type RevealSheetProps = { connection: Connection; field: string; onClose: () => void };

/** One secret in the clear for whoever gives their password now; gone with the sheet. */
export function RevealSheet({ connection, field, onClose }: RevealSheetProps) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const client = useTRPCClient();
  const words = useWords();
  const [password, setPassword] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const label = words.said(
    connection.fields.find(({ key }) => key === field)?.label ?? { id: field, en: field },
  );
  const reveal = useMutation({
    // Not through the cache of the library: nothing keeps a secret that is shown.
    mutationFn: async () => {
      const answer = await client.connections.reveal.mutate({
        connectionId: connection.id,
        field,
        password,
      });
      setPassword('');
      setSecret(answer.secret);
    },
    gcTime: 0,
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    reveal.mutate();
  }
  return (
    <Sheet title={t('settings.revealTitle', { label })} closeLabel={owner('form.close')} onClose={onClose}>
      {secret !== null ? (
        <CopyField label={label} value={secret} />
      ) : (
        <form className={form.form} onSubmit={submit}>
          <p className={form.hint}>{t('settings.revealHint')}</p>
          <PasswordInput
            label={t('settings.password')}
            required
            withAsterisk={false}
            autoComplete="current-password"
            data-autofocus
            data-testid="reveal-password"
            visibilityToggleButtonProps={{ 'aria-label': owner('form.showPassword'), tabIndex: 0 }}
            value={password}
            onChange={({ currentTarget: { value } }) => setPassword(value)}
          />
          <FormProblem>{reveal.error ? sentenceFor(reveal.error, language) : ''}</FormProblem>
          <Button type="submit" variant="primary" size={56} busy={reveal.isPending}>
            {t('settings.show')}
          </Button>
        </form>
      )}
    </Sheet>
  );
}
