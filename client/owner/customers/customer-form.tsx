import { Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { focusFirstError, refuseInForm, useFormRules } from '../form-rules.ts';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { MoneyField } from '../products/money-field.tsx';
import { useTRPC } from '../trpc.ts';

export type Customer = inferRouterOutputs<AppRouter>['customers']['get'];

/** Adds a customer (`null`) or changes what is known of one, the limit of debt too. */
export function CustomerForm({ customer, onClose }: { customer: Customer | null; onClose: () => void }) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const rules = useFormRules();
  const [problem, setProblem] = useState('');
  const fields = useForm({
    initialValues: {
      name: customer?.name ?? '',
      phone: customer?.phone ?? '',
      email: customer?.email ?? '',
      address: customer?.address ?? '',
      note: customer?.note ?? '',
      member: customer?.member ?? false,
      consent: customer?.consent ?? false,
      debtLimit: (customer?.debtLimit ?? '') as number | string,
    },
    validate: { name: rules.required, email: rules.emailOrNone },
  });
  const save = useMutation(
    trpc.customers.save.mutationOptions({
      onSuccess: async () => {
        showToast({ message: owner('form.saved'), tone: 'ok' });
        onClose();
        await queries.invalidateQueries(trpc.customers.pathFilter());
      },
      onError: (error) => setProblem(refuseInForm(fields, error, language)),
    }),
  );
  return (
    <Sheet
      title={customer ? t('customers.editTitle') : t('customers.addTitle')}
      closeLabel={owner('form.close')}
      onClose={onClose}
    >
      <form
        className={form.form}
        onSubmit={fields.onSubmit(({ debtLimit, ...values }) => {
          setProblem('');
          save.mutate({
            id: customer?.id,
            ...values,
            debtLimit: debtLimit === '' ? null : Number(debtLimit),
          });
        }, focusFirstError(fields))}
      >
        <TextInput
          label={t('customers.name')}
          maxLength={120}
          data-autofocus={customer ? undefined : true}
          {...fields.getInputProps('name')}
        />
        <TextInput
          label={t('customers.phone')}
          description={t('customers.phoneHint')}
          type="tel"
          maxLength={40}
          {...fields.getInputProps('phone')}
        />
        <TextInput
          label={t('customers.email')}
          type="email"
          maxLength={200}
          {...fields.getInputProps('email')}
        />
        <Textarea
          label={t('customers.address')}
          maxLength={300}
          autosize
          minRows={2}
          {...fields.getInputProps('address')}
        />
        <Textarea label={t('customers.note')} maxLength={300} autosize {...fields.getInputProps('note')} />
        <MoneyField
          label={t('customers.limit')}
          description={t('customers.limitHint')}
          {...fields.getInputProps('debtLimit')}
        />
        <Switch
          size="lg"
          label={t('customers.memberSwitch')}
          {...fields.getInputProps('member', { type: 'checkbox' })}
        />
        <Switch
          size="lg"
          label={t('customers.consent')}
          {...fields.getInputProps('consent', { type: 'checkbox' })}
        />
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" variant="primary" size={56} busy={save.isPending}>
          {owner('form.save')}
        </Button>
      </form>
    </Sheet>
  );
}
