import { FileInput, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalText } from '../../../shared/sync/refusal-text.ts';
import { useLanguage } from '../../app/use-language.ts';
import { decryptRescueFile } from '../../local/rescue-file.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { focusFirstError } from '../form-rules.ts';
import formStyles from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import list from '../frame/list.module.css';
import { Page, Section } from '../frame/page.tsx';
import { dateTime } from '../times.ts';
import { sentenceFor, useTRPC, useTRPCClient } from '../trpc.ts';
import { type RescueOutcome, sendRescue } from './send-rescue.ts';

const TONES = {
  applied: 'ok',
  alreadyApplied: 'neutral',
  appliedWithFlags: 'warning',
  refused: 'risk',
  unanswered: 'calm',
} as const;

/** A broken or revoked tablet's unsent sales, read in this browser and sent to the server (S12). */
export default function RescuePage() {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [problem, setProblem] = useState('');
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [outcome, setOutcome] = useState<RescueOutcome | null>(null);
  const form = useForm({
    initialValues: { file: null as File | null, password: '' },
    validate: {
      file: (file) => (file ? null : t('rescue.fileMissing')),
      password: (password) => (password === '' ? t('form.required') : null),
    },
  });

  async function open({ file, password }: typeof form.values) {
    if (!file || progress) return;
    setProblem('');
    setProgress({ done: 0, total: 0 });
    try {
      const reading = await decryptRescueFile(file, password);
      if (!reading.ok) {
        form.setFieldError(
          reading.reason === 'wrongPassword' ? 'password' : 'file',
          t(`rescue.${reading.reason}`),
        );
        return;
      }
      setOutcome(
        await sendRescue(
          reading.content,
          (batch) => client.sync.rescue.mutate(batch),
          setProgress,
          (error) => setProblem(sentenceFor(error, language)),
        ),
      );
      await queries.invalidateQueries(trpc.sales.pathFilter());
    } finally {
      setProgress(null);
    }
  }

  const unanswered = outcome?.records.some(({ status }) => status === 'unanswered');
  return (
    <Page
      title={t('rescue.title')}
      intro={t('rescue.intro')}
      back={{ to: '/owner/more', label: t('nav.more') }}
    >
      <Section title={t('rescue.choose')}>
        <form className={formStyles.form} onSubmit={form.onSubmit(open, focusFirstError(form))}>
          <FileInput
            label={t('rescue.file')}
            placeholder={t('rescue.choose')}
            size="lg"
            {...form.getInputProps('file')}
          />
          <PasswordInput
            label={t('rescue.password')}
            description={t('rescue.passwordHint')}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword'), tabIndex: 0 }}
            {...form.getInputProps('password')}
          />
          <p className={formStyles.hint}>{t('rescue.safe')}</p>
          {progress && (
            <ProgressBar
              label={t('rescue.sending')}
              value={progress.total === 0 ? undefined : progress.done / progress.total}
              detail={progress.total === 0 ? undefined : t('rescue.progress', progress)}
            />
          )}
          <FormProblem>{problem}</FormProblem>
          <Button type="submit" variant="primary" size={56} busy={progress !== null}>
            {t('rescue.submit')}
          </Button>
        </form>
      </Section>
      {outcome && (
        <Section title={t('rescue.report')}>
          <p className={list.detail} role="status">
            {t('rescue.from', {
              device: outcome.device.deviceCode,
              outlet: outcome.device.outletName,
              when: dateTime(outcome.exportedAtMs, language),
            })}
          </p>
          {outcome.records.length === 0 && <p>{t('rescue.empty')}</p>}
          {unanswered && <p>{t('rescue.unansweredHint')}</p>}
          <ul className={list.list} data-testid="rescue-report">
            {outcome.records.map(({ id, receiptNumber, total, status, refusal }) => (
              <li key={id} className={list.item} data-status={status}>
                <span className={list.words}>
                  <span className={list.name}>{receiptNumber}</span>
                  <span className={list.detail}>
                    {refusal ? refusalText(refusal, language) : <Money amount={total} />}
                  </span>
                </span>
                <Pill tone={TONES[status]}>{t(`rescue.status.${status}`)}</Pill>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
