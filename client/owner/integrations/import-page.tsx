import './integrations-texts.ts';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorMessage } from '../../../shared/errors.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Pill } from '../../ui/pill.tsx';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import list from '../frame/list.module.css';
import { Page, Section } from '../frame/page.tsx';
import { downloadText, toCsv } from '../products/download-text.ts';
import { sentenceFor, useTRPC } from '../trpc.ts';
import { refreshHub } from './use-tests.ts';

const EXAMPLE = [
  ['provider', 'label', 'testMode', 'outletId', 'active', 'apiKey', 'sandboxBaseUrl'],
  ['custom-payment', 'QRIS', 'yes', '', 'yes', 'xxxx', 'https://sandbox.example'],
];

/** Many connections from one file: checked first, made on a second press. The file stays on this page only. */
export default function ImportPage() {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ format: 'json' | 'csv'; text: string } | null>(null);
  const load = useMutation(
    trpc.connections.import.mutationOptions({
      onSuccess: async ({ created }) => {
        if (created > 0) await refreshHub(queries, trpc);
      },
    }),
  );
  const report = load.data;
  const done = load.variables?.dryRun === false && report !== undefined;
  const good = report?.rows.filter(({ result }) => result === 'ok').length ?? 0;
  async function choose(chosen: File) {
    const text = await chosen.text();
    const format = /^\s*[[{]/.test(text) ? 'json' : 'csv';
    setFile({ format, text });
    load.mutate({ format, text, dryRun: true });
  }
  return (
    <Page
      title={t('imports.title')}
      intro={t('imports.intro')}
      back={{ to: '/owner/integrations', label: t('title') }}
    >
      <input
        ref={input}
        type="file"
        hidden
        data-testid="import-file"
        accept=".json,.csv,application/json,text/csv"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (chosen) void choose(chosen);
        }}
      />
      <div className={form.buttons}>
        <Button
          variant={report ? 'quiet' : 'primary'}
          size={56}
          busy={load.isPending}
          icon={<IconFileImport size={20} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {t(report ? 'imports.another' : 'imports.choose')}
        </Button>
        {!report && (
          <Button
            size={56}
            icon={<IconDownload size={20} aria-hidden="true" />}
            onClick={() => downloadText('koneksi.csv', toCsv(EXAMPLE))}
          >
            {t('imports.template')}
          </Button>
        )}
      </div>
      <FormProblem>{load.error ? sentenceFor(load.error, language) : ''}</FormProblem>
      {report && (
        <Section title={t(done ? 'imports.done' : 'imports.report')}>
          <p role="status">
            {done
              ? t('imports.created', { count: report.created })
              : [
                  t('imports.ok', { count: good }),
                  report.rows.length > good && t('imports.refused', { count: report.rows.length - good }),
                ]
                  .filter(Boolean)
                  .join(', ')}
          </p>
          <ul className={list.list} data-testid="import-rows">
            {report.rows.map(({ row, label, provider, result, code, field }) => (
              <li key={row} className={list.item}>
                <span className={list.words}>
                  <span className={list.name}>
                    {t('imports.row', { row })}
                    {label && `: ${label}`}
                  </span>
                  <span className={list.detail}>
                    {[
                      provider,
                      field && t('imports.atField', { field: field.replace(/^values\./, '') }),
                      code &&
                        errorMessage(code, language, {
                          label: field?.replace(/^values\./, '') ?? '',
                          name: label,
                          provider,
                          other: '–',
                        }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                <Pill tone={result === 'ok' ? 'ok' : 'warning'}>
                  {t(result === 'ok' ? 'imports.good' : 'log.statuses.refused')}
                </Pill>
              </li>
            ))}
          </ul>
          {done ? (
            <LinkButton to="/owner/integrations" prominent>
              {t('imports.toList')}
            </LinkButton>
          ) : (
            good > 0 &&
            file && (
              <Button
                variant="primary"
                size={56}
                busy={load.isPending}
                onClick={() => load.mutate({ ...file, dryRun: false })}
              >
                {t('imports.apply', { count: good })}
              </Button>
            )
          )}
        </Section>
      )}
    </Page>
  );
}
