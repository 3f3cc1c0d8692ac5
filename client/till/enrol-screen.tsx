import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorMessage } from '../../shared/errors.ts';
import { useLanguage } from '../app/use-language.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Field } from '../ui/field.tsx';
import { Logo } from '../ui/logo.tsx';
import { useDevice } from './device-context.ts';
import styles from './enrol-screen.module.css';
import { LanguageSwitch } from './language-switch.tsx';

type Problem = { code: 'incomplete' | 'offline' } | { message: (language: 'id' | 'en') => string };

/** What a browser that belongs to no shop meets: the code, and the owner's way in. */
export function EnrolScreen() {
  const { t } = useTranslation('till');
  const language = useLanguage();
  const { local } = useDevice();
  const [code, setCode] = useState(() => digitsOf(new URLSearchParams(location.search).get('enrol') ?? ''));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    if (code.length !== 6) return setProblem({ code: 'incomplete' });
    setBusy(true);
    setProblem(null);
    const result = await local.enrol(code);
    setBusy(false);
    if (result.ok) {
      // A used code has no business in the address bar.
      history.replaceState(history.state, '', '/');
      return;
    }
    const { code: refused, values } = result;
    setProblem(
      refused === 'offline'
        ? { code: 'offline' }
        : { message: (inLanguage) => errorMessage(refused, inLanguage, values) },
    );
  }

  const error = problem && ('code' in problem ? t(`enrol.${problem.code}`) : problem.message(language));
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo size={48} variant="full" />
        <form onSubmit={submit} className={styles.form} noValidate>
          <h1 className={styles.title}>{t('enrol.title')}</h1>
          <p className={styles.intro}>{t('enrol.intro')}</p>
          <Field label={t('enrol.code')} error={error}>
            {(control) => (
              <input
                {...control}
                className={classNames(control.className, styles.code)}
                data-testid="enrol-code"
                inputMode="numeric"
                autoComplete="one-time-code"
                // biome-ignore lint/a11y/noAutofocus: the only field of the only form
                autoFocus
                placeholder="······"
                value={code}
                onChange={(event) => setCode(digitsOf(event.target.value))}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" size={56} wide busy={busy} data-testid="enrol-submit">
            {t('enrol.submit')}
          </Button>
        </form>
        <div className={styles.owner}>
          <span>{t('enrol.ownerHint')}</span>
          <Link to="/owner/$" params={{ _splat: 'sign-in' }} reloadDocument className={styles.link}>
            {t('enrol.ownerSignIn')}
          </Link>
        </div>
      </div>
      <LanguageSwitch />
    </main>
  );
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '').slice(0, 6);
}
