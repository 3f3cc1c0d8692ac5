import { TextInput } from '@mantine/core';
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

type CreateShopSheetProps = {
  onLink: (made: { name: string; link: { path: string; expiresAt: number } }) => void;
  onClose: () => void;
};

/** A new shop with its owner; a new owner gets a link to choose a password. */
export function CreateShopSheet({ onLink, onClose }: CreateShopSheetProps) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const rules = useFormRules();
  const [problem, setProblem] = useState('');
  const form = useForm({
    initialValues: { shopName: '', outletName: '', outletCode: '', ownerName: '', email: '' },
    validate: {
      shopName: rules.required,
      outletName: rules.required,
      outletCode: rules.outletCode,
      ownerName: rules.required,
      email: rules.email,
    },
  });
  const create = useMutation(
    trpc.accounts.admin.createTenant.mutationOptions({
      onSuccess: async ({ signInLink }, { ownerName }) => {
        await queries.invalidateQueries(trpc.accounts.pathFilter());
        if (signInLink) {
          showToast({ message: t('admin.created'), tone: 'ok' });
          return onLink({ name: ownerName, link: signInLink });
        }
        showToast({ message: t('admin.createdKnown'), tone: 'ok' });
        onClose();
      },
      onError: (error) => setProblem(refuseInForm(form, error, language)),
    }),
  );
  const code = form.values.outletCode.trim().toUpperCase();
  return (
    <Sheet title={t('admin.createTitle')} closeLabel={t('form.close')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={form.onSubmit((values) => {
          setProblem('');
          create.mutate({ ...values, email: values.email.trim() });
        }, focusFirstError(form))}
      >
        <TextInput
          label={t('setUp.shopName')}
          maxLength={80}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('shopName')}
        />
        <TextInput
          label={t('setUp.outletName')}
          maxLength={80}
          autoComplete="off"
          {...form.getInputProps('outletName')}
        />
        <TextInput
          label={t('setUp.outletCode')}
          description={t('setUp.outletCodeHint', { example: receiptNumber(code || 'PST', 'A1', 123) })}
          maxLength={6}
          autoCapitalize="characters"
          autoComplete="off"
          {...form.getInputProps('outletCode')}
        />
        <TextInput
          label={t('admin.ownerName')}
          maxLength={80}
          autoComplete="off"
          {...form.getInputProps('ownerName')}
        />
        <TextInput
          label={t('admin.ownerEmail')}
          description={t('admin.ownerEmailHint')}
          type="email"
          inputMode="email"
          autoCapitalize="none"
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" variant="primary" size={56} busy={create.isPending}>
          {t('admin.createShop')}
        </Button>
      </form>
    </Sheet>
  );
}
