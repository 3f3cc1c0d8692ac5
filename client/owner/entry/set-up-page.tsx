import { PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MIN_PASSWORD_LENGTH } from '../../../shared/password-length.ts';
import { receiptNumber } from '../../../shared/receipt-number.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useAccount } from '../account.ts';
import { focusFirstError, refuseInForm, useFormRules } from '../form-rules.ts';
import { EntryFrame } from '../frame/entry-frame.tsx';
import { FormProblem } from '../frame/form-problem.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import { LoadProblem } from '../frame/load-problem.tsx';
import { usePageTitle } from '../frame/use-page-title.ts';
import { Waiting } from '../frame/waiting.tsx';
import { signIn } from '../session.ts';
import { trpcClient } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import styles from './entry.module.css';
import { PasswordStrength } from './password-strength.tsx';

/** The first visit to an empty installation; its link was printed where the server was started. */
export default function SetUpPage() {
  const { t } = useTranslation('owner');
  const { query } = usePage();
  const account = useAccount();
  usePageTitle(t('setUp.title'));
  if (account.isPending) return <Waiting />;
  if (!account.data)
    return (
      <EntryFrame>
        <LoadProblem error={account.error} onRetry={() => void account.refetch()} />
      </EntryFrame>
    );
  if (!account.data.needsSetup)
    return (
      <EntryFrame>
        <h1 className="visually-hidden">{t('setUp.title')}</h1>
        <EmptyState
          kind="done"
          title={t('setUp.already')}
          action={
            <LinkButton to="/owner/sign-in" prominent>
              {t('setUp.toSignIn')}
            </LinkButton>
          }
        >
          {t('setUp.alreadyHint')}
        </EmptyState>
      </EntryFrame>
    );
  if (!query.token)
    return (
      <EntryFrame>
        <h1 className="visually-hidden">{t('setUp.title')}</h1>
        <EmptyState kind="people" title={t('setUp.noToken')}>
          {t('setUp.noTokenHint')}
        </EmptyState>
      </EntryFrame>
    );
  return <SetUpForm token={query.token} />;
}

function SetUpForm({ token }: { token: string }) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const go = useGo();
  const rules = useFormRules();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { ownerName: '', email: '', password: '', shopName: '', outletName: '', outletCode: '' },
    validate: {
      ownerName: rules.required,
      email: rules.email,
      password: rules.password,
      shopName: rules.required,
      outletName: rules.required,
      outletCode: rules.outletCode,
    },
  });

  async function submit(values: typeof form.values) {
    if (busy) return;
    setBusy(true);
    setProblem('');
    try {
      await trpcClient.accounts.setup.mutate({ token, ...values, email: values.email.trim() });
    } catch (error) {
      setProblem(refuseInForm(form, error, language));
      setBusy(false);
      return;
    }
    try {
      await signIn(values.email.trim(), values.password);
      await go('/owner', { replace: true });
      showToast({ message: t('setUp.done'), tone: 'ok' });
    } catch {
      await go('/owner/sign-in', { replace: true });
      showToast({ message: t('setUp.signInFailed') });
    }
  }

  const code = form.values.outletCode.trim().toUpperCase();
  return (
    <EntryFrame>
      <h1 className={styles.title}>{t('setUp.title')}</h1>
      <p>{t('setUp.intro')}</p>
      <form className={styles.form} onSubmit={form.onSubmit(submit, focusFirstError(form))}>
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{t('setUp.you')}</legend>
          <TextInput
            label={t('setUp.ownerName')}
            autoComplete="name"
            maxLength={80}
            {...form.getInputProps('ownerName')}
          />
          <TextInput
            label={t('setUp.email')}
            type="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            maxLength={254}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('setUp.password')}
            description={t('setUp.passwordHint', { min: MIN_PASSWORD_LENGTH })}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword'), tabIndex: 0 }}
            {...form.getInputProps('password')}
          />
          <PasswordStrength password={form.values.password} />
        </fieldset>
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{t('setUp.shop')}</legend>
          <TextInput
            label={t('setUp.shopName')}
            autoComplete="organization"
            maxLength={80}
            {...form.getInputProps('shopName')}
          />
          <TextInput
            label={t('setUp.outletName')}
            autoComplete="off"
            maxLength={80}
            {...form.getInputProps('outletName')}
          />
          <TextInput
            label={t('setUp.outletCode')}
            description={t('setUp.outletCodeHint', { example: receiptNumber(code || 'PST', 'A1', 123) })}
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={6}
            {...form.getInputProps('outletCode')}
          />
        </fieldset>
        <FormProblem>{problem}</FormProblem>
        <Button type="submit" variant="primary" size={56} wide busy={busy}>
          {t('setUp.submit')}
        </Button>
      </form>
    </EntryFrame>
  );
}
