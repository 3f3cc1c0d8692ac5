import { PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MIN_PASSWORD_LENGTH } from '../../../shared/password-length.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { focusFirstError, refuseInForm, useFormRules } from '../form-rules.ts';
import { EntryFrame } from '../frame/entry-frame.tsx';
import { FormProblem } from '../frame/form-problem.tsx';
import { usePageTitle } from '../frame/use-page-title.ts';
import { queryClient, trpcClient } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import styles from './entry.module.css';
import { PasswordStrength } from './password-strength.tsx';

/** A new password by a one-time link. */
export default function ResetPage() {
  const { t } = useTranslation('owner');
  const { query } = usePage();
  usePageTitle(t('reset.title'));
  return (
    <EntryFrame>
      <h1 className={styles.title}>{t('reset.title')}</h1>
      {query.token ? (
        <ResetForm token={query.token} />
      ) : (
        <EmptyState kind="search" title={t('reset.noToken')}>
          {t('reset.noTokenHint')}
        </EmptyState>
      )}
    </EntryFrame>
  );
}

function ResetForm({ token }: { token: string }) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const go = useGo();
  const rules = useFormRules();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { password: '', again: '' },
    validate: {
      password: rules.password,
      again: (again, { password }) => (again === password ? null : t('form.passwordsDiffer')),
    },
  });

  async function submit({ password }: typeof form.values) {
    if (busy) return;
    setBusy(true);
    setProblem('');
    try {
      await trpcClient.accounts.resetPassword.mutate({ token, password });
      // Every session of this person has ended, perhaps the one of this browser.
      queryClient.clear();
      await go('/owner/sign-in', { replace: true });
      showToast({ message: t('reset.done'), tone: 'ok' });
    } catch (error) {
      setProblem(refuseInForm(form, error, language));
    } finally {
      setBusy(false);
    }
  }

  const eye = { 'aria-label': t('form.showPassword'), tabIndex: 0 };
  return (
    <form className={styles.form} onSubmit={form.onSubmit(submit, focusFirstError(form))}>
      <PasswordInput
        label={t('reset.password')}
        description={t('setUp.passwordHint', { min: MIN_PASSWORD_LENGTH })}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
        {...form.getInputProps('password')}
      />
      <PasswordStrength password={form.values.password} />
      <PasswordInput
        label={t('reset.again')}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
        {...form.getInputProps('again')}
      />
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" variant="primary" size={56} wide busy={busy}>
        {t('reset.submit')}
      </Button>
    </form>
  );
}
