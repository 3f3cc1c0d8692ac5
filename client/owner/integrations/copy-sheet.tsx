import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { sentenceFor, useTRPC, useTRPCClient } from '../trpc.ts';
import { useGo } from '../use-page.ts';
import { CONNECTION_PAGE, type Connection } from './hub-types.ts';
import { refreshHub } from './use-tests.ts';

type CopySheetProps = {
  connection: Connection;
  /** the same again with its keys, or a pattern without them */
  as: 'duplicate' | 'template';
  onClose: () => void;
};

/** The connection once more under another name. */
export function CopySheet({ connection, as, onClose }: CopySheetProps) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const go = useGo();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const places = outlets.data?.filter(({ active }) => active) ?? [];
  const [name, setName] = useState(
    as === 'duplicate' ? t('settings.copyOf', { label: connection.label }).slice(0, 80) : connection.label,
  );
  const [outletId, setOutletId] = useState(connection.outletId ?? '');
  const { id: connectionId } = connection;
  const copy = useMutation({
    mutationFn: async () => {
      const label = name.trim();
      if (as === 'template') {
        await client.connections.templates.save.mutate({ connectionId, name: label });
        return null;
      }
      const made = await client.connections.duplicate.mutate({
        connectionId,
        label,
        outletId: outletId || null,
      });
      return made.connectionId;
    },
    onSuccess: async (made) => {
      showToast({
        message: t(made ? 'settings.duplicated' : 'settings.templateSaved'),
        tone: 'ok',
      });
      onClose();
      await refreshHub(queries, trpc);
      if (made) void go(CONNECTION_PAGE, { search: { id: made, tab: 'settings' } });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    copy.mutate();
  }
  return (
    <Sheet
      title={
        as === 'duplicate'
          ? t('settings.duplicateTitle', { label: connection.label })
          : t('settings.templateTitle')
      }
      closeLabel={owner('form.close')}
      onClose={onClose}
    >
      <form className={form.form} onSubmit={submit}>
        <p className={form.hint}>
          {t(as === 'duplicate' ? 'settings.duplicateHint' : 'settings.templateHint')}
        </p>
        <TextInput
          label={t(as === 'duplicate' ? 'wizard.label' : 'settings.templateName')}
          required
          withAsterisk={false}
          maxLength={80}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        {as === 'duplicate' && places.length > 1 && (
          <NativeSelect
            label={t('wizard.forWhom')}
            value={outletId}
            data={[
              { value: '', label: t('wholeShop') },
              ...places.map(({ id, name: place }) => ({ value: id, label: place })),
            ]}
            onChange={({ currentTarget: { value } }) => setOutletId(value)}
          />
        )}
        <FormProblem>{copy.error ? sentenceFor(copy.error, language) : ''}</FormProblem>
        <Button type="submit" variant="primary" size={56} busy={copy.isPending}>
          {t(as === 'duplicate' ? 'settings.duplicate' : 'settings.saveTemplate')}
        </Button>
      </form>
    </Sheet>
  );
}
