import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { receiptNumber } from '../../../shared/receipt-number.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { focusFirstError, refuseInForm, useFormRules } from '../form-rules.ts';
import styles from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { useTRPC } from '../trpc.ts';
import { TIME_ZONES } from './time-zones.ts';

type Outlet = { id: string; code: string; name: string; address: string; timeZone: string; active: boolean };

/** An outlet's name, receipt code, address and zone. */
export function OutletSheet({ outlet, onClose }: { outlet: Outlet | null; onClose: () => void }) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const rules = useFormRules();
  const [problem, setProblem] = useState('');
  const form = useForm({
    initialValues: {
      name: outlet?.name ?? '',
      code: outlet?.code ?? '',
      address: outlet?.address ?? '',
      timeZone: outlet?.timeZone ?? 'Asia/Jakarta',
      active: outlet?.active ?? true,
    },
    validate: { name: rules.required, code: rules.outletCode },
  });
  const save = useMutation(
    trpc.accounts.outlets.save.mutationOptions({
      onSuccess: async () => {
        showToast({ message: t('form.saved'), tone: 'ok' });
        onClose();
        await queries.invalidateQueries(trpc.accounts.outlets.pathFilter());
      },
      onError: (error) => setProblem(refuseInForm(form, error, language)),
    }),
  );
  const zones = TIME_ZONES.map(({ zone, key }) => ({
    value: zone as string,
    label: t(`outlets.zones.${key}`),
  }));
  const { timeZone } = form.values;
  const code = form.values.code.trim().toUpperCase();
  return (
    <Sheet
      title={outlet ? t('outlets.edit', { name: outlet.name }) : t('outlets.addTitle')}
      closeLabel={t('form.close')}
      onClose={onClose}
    >
      <form
        className={styles.form}
        onSubmit={form.onSubmit((values) => {
          setProblem('');
          save.mutate({ id: outlet?.id, ...values });
        }, focusFirstError(form))}
      >
        <TextInput
          label={t('outlets.name')}
          maxLength={80}
          data-autofocus={outlet ? undefined : true}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('outlets.code')}
          description={t('outlets.codeHint', { example: receiptNumber(code || 'PST', 'A1', 123) })}
          maxLength={6}
          autoCapitalize="characters"
          autoComplete="off"
          {...form.getInputProps('code')}
        />
        <Textarea
          label={t('outlets.address')}
          maxLength={300}
          autosize
          minRows={2}
          {...form.getInputProps('address')}
        />
        <NativeSelect
          label={t('outlets.timeZone')}
          data={
            zones.some(({ value }) => value === timeZone)
              ? zones
              : [...zones, { value: timeZone, label: timeZone }]
          }
          {...form.getInputProps('timeZone')}
        />
        {outlet && (
          <Switch
            size="lg"
            label={t('outlets.active')}
            description={t('outlets.activeHint')}
            {...form.getInputProps('active', { type: 'checkbox' })}
          />
        )}
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" variant="primary" size={56} busy={save.isPending}>
          {t('form.save')}
        </Button>
      </form>
    </Sheet>
  );
}
