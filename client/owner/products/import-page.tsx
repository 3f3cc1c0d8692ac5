import './products-texts.ts';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { FormProblem } from '../frame/form-problem.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import { Page, Section } from '../frame/page.tsx';
import { sentenceFor, useTRPC } from '../trpc.ts';
import { FileDrop } from './file-drop.tsx';
import { ImportEntries } from './import-entries.tsx';
import styles from './import-page.module.css';
import { ImportSummary } from './import-summary.tsx';
import { useImport } from './use-import.ts';
import { number } from './use-products.ts';

/** Products from a CSV file: checked first, applied on a second press. */
export default function ImportPage() {
  const { t } = useTranslation('products');
  const language = useLanguage();
  const trpc = useTRPC();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const work = useImport();
  const { check, apply } = work;
  const report = apply.data ?? check.data;
  const busy = check.isPending || apply.isPending;
  const rows = report ? report.counts.added + report.counts.changed : 0;
  const active = outlets.data?.filter((outlet) => outlet.active) ?? [];
  const problem = apply.error ?? check.error;
  return (
    <Page
      title={t('imports.title')}
      intro={t('imports.intro')}
      back={{ to: '/owner/products', label: t('title') }}
    >
      {!report && !busy && <FileDrop onFile={work.choose} />}
      {check.isPending && <ProgressBar label={t('imports.reading', { file: work.file?.name ?? '' })} />}
      <FormProblem>{problem ? sentenceFor(problem, language) : ''}</FormProblem>
      {report && !check.isPending && (
        <>
          <Section title={apply.data ? t('imports.done') : t('imports.report')}>
            <ImportSummary report={report} />
            {!apply.data && report.counts.openingStock > 0 && active.length > 1 && (
              <NativeSelect
                label={t('imports.outlet')}
                size="lg"
                value={work.outletId ?? report.outlet?.id ?? ''}
                onChange={(event) => work.chooseOutlet(event.currentTarget.value)}
                data={active.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
            {apply.isPending && (
              <ProgressBar label={t('imports.applying', { count: rows, total: number(rows) })} />
            )}
            <div className={styles.deeds}>
              {apply.data ? (
                <LinkButton to="/owner/products" prominent>
                  {t('imports.toProducts')}
                </LinkButton>
              ) : rows > 0 ? (
                <Button variant="primary" size={56} busy={apply.isPending} onClick={work.applyNow}>
                  {t('imports.apply', { count: rows, total: number(rows) })}
                </Button>
              ) : (
                <p>{t('imports.nothingToApply')}</p>
              )}
              <Button size={56} disabled={apply.isPending} onClick={work.startOver}>
                {t('imports.another')}
              </Button>
            </div>
          </Section>
          <ImportEntries report={report} fileName={work.file?.name ?? 'import.csv'} />
        </>
      )}
    </Page>
  );
}
