import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IMPORT_COLUMNS } from '../../../shared/catalogue/import-report.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { downloadText, toCsv } from './download-text.ts';
import styles from './import-page.module.css';

const TEMPLATE = [
  [...IMPORT_COLUMNS],
  ['MNM-001', '8991234567897', 'Teh Melati 350 ml', 'Minuman', 'botol', 3200, 4500, 'standard', 24, 'yes'],
  ['GUL-001', '', 'Gula curah', 'Sembako', 'kg', 14500, 16500, 'exempt', '12,5', 'yes'],
];

/** Where a file is dropped or chosen. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation('products');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same
    <div
      className={classNames(styles.drop, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      <p>{t('imports.drop')}</p>
      <input
        ref={input}
        type="file"
        hidden
        data-testid="import-file"
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <Button
        variant="primary"
        size={56}
        icon={<IconFileImport size={20} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {t('imports.choose')}
      </Button>
      <Button
        icon={<IconDownload size={20} aria-hidden="true" />}
        onClick={() => downloadText('contoh-produk.csv', toCsv(TEMPLATE))}
      >
        {t('imports.template')}
      </Button>
      <p className={styles.hint}>
        {t('imports.columns', {
          columns: IMPORT_COLUMNS.map((column) => t(`imports.fields.${column}`)).join(', '),
        })}
      </p>
      <p className={styles.hint}>{t('imports.rule')}</p>
    </div>
  );
}
