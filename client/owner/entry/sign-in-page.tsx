import { PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { useAccount } from '../account.ts';
import { EntryFrame } from '../frame/entry-frame.tsx';
import { usePageTitle } from '../frame/use-page-title.ts';
import { PageLink } from '../page-link.tsx';
import { signIn } from '../session.ts';
import { sentenceFor } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import styles from './entry.module.css';

const DEMO = { email: 'owner@demo.gerai', password: 'gerai-demo' };

/** The owner's and manager's way in; goes back to the page that asked for it. */
export default function SignInPage() {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const go = useGo();
  const { query } = usePage();
  const account = useAccount();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  usePageTitle(t('signIn.title'));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem('');
    try {
      await signIn(email.trim(), password);
      await go(ownPage(query.next), { replace: true });
    } catch (error) {
      setProblem(sentenceFor(error, language));
    } finally {
      setBusy(false);
    }
  }

  return (
    <EntryFrame>
      <h1 className={styles.title}>{t('signIn.title')}</h1>
      {query.next && !problem && <p className={styles.note}>{t('signIn.expired')}</p>}
      <form onSubmit={submit} className={styles.form}>
        <TextInput
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          data-testid="owner-email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-testid="owner-password"
          visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword'), tabIndex: 0 }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div role="alert" className={styles.problem}>
          {problem}
        </div>
        <Button type="submit" variant="primary" size={56} wide busy={busy} data-testid="owner-submit">
          {t('signIn.submit')}
        </Button>
      </form>
      {account.data?.demo && (
        <div className={styles.demo}>
          <p>{t('signIn.demo', DEMO)}</p>
          <Button
            onClick={() => {
              setEmail(DEMO.email);
              setPassword(DEMO.password);
              setProblem('');
            }}
          >
            {t('signIn.demoFill')}
          </Button>
        </div>
      )}
      <p className={styles.small}>{t('signIn.forgot')}</p>
      <PageLink to="/" className={styles.link}>
        {t('signIn.toTill')}
      </PageLink>
    </EntryFrame>
  );
}

/** Only pages of this room: whoever made the link must not choose where a signed-in person lands. */
function ownPage(next: string | undefined): string {
  return next && /^\/(owner|admin)(\/[\w/-]*)?$/.test(next) ? next : '/owner';
}
