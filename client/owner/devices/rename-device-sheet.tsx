import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { focusFirstError, refuseInForm, useFormRules } from '../form-rules.ts';
import styles from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { useTRPC } from '../trpc.ts';

type RenameDeviceSheetProps = { device: { id: string; name: string }; onClose: () => void };

/** A name that people at the outlet recognise. */
export function RenameDeviceSheet({ device, onClose }: RenameDeviceSheetProps) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const rules = useFormRules();
  const [problem, setProblem] = useState('');
  const form = useForm({ initialValues: { name: device.name }, validate: { name: rules.required } });
  const rename = useMutation(
    trpc.accounts.devices.rename.mutationOptions({
      onSuccess: () => {
        showToast({ message: t('devices.renamed'), tone: 'ok' });
        onClose();
        return queries.invalidateQueries(trpc.accounts.devices.pathFilter());
      },
      onError: (error) => setProblem(refuseInForm(form, error, language)),
    }),
  );
  return (
    <Sheet title={t('devices.rename')} closeLabel={t('form.close')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={form.onSubmit(
          ({ name }) => rename.mutate({ id: device.id, name: name.trim() }),
          focusFirstError(form),
        )}
      >
        <TextInput label={t('devices.name')} maxLength={80} data-autofocus {...form.getInputProps('name')} />
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" variant="primary" size={56} busy={rename.isPending}>
          {t('form.save')}
        </Button>
      </form>
    </Sheet>
  );
}
