import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { Section } from '../frame/page.tsx';
import { downloadBlob, downloadText, toCsv } from '../products/download-text.ts';
import { useTRPCClient } from '../trpc.ts';
import { percentText } from './percent-text.ts';
import { reportTables, type TableWords } from './report-tables.ts';
import styles from './reports-page.module.css';
import type { Range } from './use-reports.ts';

type ExportButtonsProps = { range: Range; outlets: readonly { id: string; name: string }[] };

/** The reports of these days as files for a spreadsheet, asked anew and with all products. */
export function ExportButtons({ range, outlets }: ExportButtonsProps) {
  const { t } = useTranslation('books');
  const client = useTRPCClient();
  const words = useTableWords(outlets);
  const save = useMutation({
    mutationFn: async (kind: 'csv' | 'xlsx') => {
      const [takings, goods] = await Promise.all([
        client.reports.takings.query(range),
        client.reports.goods.query({ range, limit: 10_000 }),
      ]);
      const tables = reportTables(takings, goods, words);
      const name = `${t('reports.fileName')}-${range.from}-${range.until}.${kind}`;
      if (kind === 'csv')
        downloadText(name, toCsv(tables.flatMap((table) => [[table.name], table.head, ...table.rows, []])));
      else downloadBlob(name, await (await import('./write-xlsx.ts')).writeXlsx(tables));
    },
    onError: () => void showToast({ message: t('reports.exportFailed'), tone: 'warning' }),
  });
  return (
    <Section title={t('reports.exports')}>
      <p className={styles.hint}>{t('reports.exportHint')}</p>
      <div className={styles.buttons}>
        {(['csv', 'xlsx'] as const).map((kind) => (
          <Button
            key={kind}
            icon={<IconDownload size={20} aria-hidden="true" />}
            busy={save.isPending && save.variables === kind}
            onClick={() => save.mutate(kind)}
          >
            {t(`reports.${kind}`)}
          </Button>
        ))}
      </div>
    </Section>
  );
}

function useTableWords(outlets: ExportButtonsProps['outlets']): TableWords {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  return {
    sheets: t('reports.sheets', { returnObjects: true }),
    columns: t('reports.columns', { returnObjects: true }),
    rows: t('reports.rows', { returnObjects: true }),
    takings: t('reports.takings'),
    profit: t('reports.profit'),
    outletName: (outletId) => outlets.find(({ id }) => id === outletId)?.name ?? outletId,
    methodName: (method) => owner(`sales.methods.${method}`),
    taxName: ({ kind, rateBp }) => `${t(`reports.kinds.${kind}`)} ${percentText(rateBp / 10_000, language)}`,
  };
}
