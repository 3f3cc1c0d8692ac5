import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportReport, issueSentence } from '../../../shared/catalogue/import-report.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../frame/page.tsx';
import { downloadText, toCsv } from './download-text.ts';
import styles from './import-page.module.css';
import { number } from './use-products.ts';

const LISTS = ['refused', 'warnings', 'changed', 'added'] as const;
type ListName = (typeof LISTS)[number];
const STEP = 100;

interface Entry {
  key: string;
  row: number;
  column: string;
  text: string;
}

/** The rows of a report, by what happens to them; narrowed by words, and to take along as a file. */
export function ImportEntries({ report, fileName }: { report: ImportReport; fileName: string }) {
  const { t } = useTranslation('products');
  const entriesOf = useEntries(report);
  const filled = LISTS.filter((name) => report[name].length > 0);
  const [wanted, setWanted] = useState<ListName | null>(null);
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim().toLowerCase(), 200);
  const [shown, setShown] = useState(STEP);
  const list = wanted !== null && filled.includes(wanted) ? wanted : filled[0];
  const entries = useMemo(() => (list ? entriesOf(list) : []), [entriesOf, list]);
  const matching = words === '' ? entries : entries.filter((one) => textOf(one).includes(words));
  if (!list) return null;
  const download = () => {
    const rows = filled.flatMap((name) =>
      entriesOf(name).map(({ row, column, text }) => [t(`imports.${name}`), row, column, text]),
    );
    downloadText(`${fileName.replace(/\.\w+$/, '')}-laporan.csv`, toCsv(rows));
  };
  return (
    <Section
      title={t(`imports.${list}`)}
      aside={
        <Button icon={<IconDownload size={20} aria-hidden="true" />} onClick={download}>
          {t('imports.download')}
        </Button>
      }
    >
      <div className={styles.tools}>
        <NativeSelect
          label={t('imports.list')}
          size="lg"
          value={list}
          onChange={(event) => {
            setWanted(event.currentTarget.value as ListName);
            setShown(STEP);
          }}
          data={filled.map((name) => ({
            value: name,
            label: `${t(`imports.${name}`)} (${number(report.counts[name])})`,
          }))}
        />
        <TextInput
          label={t('imports.filter')}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {matching.length === 0 && <p>{t('imports.nothingHere')}</p>}
      <ul className={styles.entries}>
        {matching.slice(0, shown).map(({ key, row, column, text }) => (
          <li key={key} className={styles.entry}>
            <span className={styles.where}>
              {t('imports.row', { row: number(row) })}
              {column && ` · ${column}`}
            </span>
            <span className={styles.what}>{text}</span>
          </li>
        ))}
      </ul>
      {report.truncated && <p>{t('imports.truncated')}</p>}
      {matching.length > shown && (
        <Button wide size={56} onClick={() => setShown(shown + STEP)}>
          {t('imports.showMore')}
        </Button>
      )}
    </Section>
  );
}

/** Entries of a list as people read them, made when they are asked for. */
function useEntries(report: ImportReport): (list: ListName) => Entry[] {
  const { t } = useTranslation('products');
  const language = useLanguage();
  return useMemo(() => {
    const show = (value: string | number | null) =>
      value === null || value === '' ? t('imports.empty') : typeof value === 'number' ? number(value) : value;
    return (list) => {
      if (list === 'refused' || list === 'warnings')
        return report[list].map((issue, at) => ({
          key: String(at),
          row: issue.row,
          column: issue.column ? t(`imports.fields.${issue.column}`) : t('imports.wholeRow'),
          text: issueSentence(issue, language),
        }));
      if (list === 'added')
        return report.added.map(({ row, sku, name, price }) => ({
          key: String(row),
          row,
          column: sku,
          text: `${name} · Rp ${number(price)}`,
        }));
      return report.changed.flatMap(({ row, name, changes }) =>
        changes.map(({ field, from, to }) => ({
          key: `${row} ${field}`,
          row,
          column: t(`imports.fields.${field}`),
          text: `${name}: ${show(from)} → ${show(to)}`,
        })),
      );
    };
  }, [report, t, language]);
}

const textOf = ({ row, column, text }: Entry) => `${row} ${column} ${text}`.toLowerCase();
