import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import {
  PRINTER_ROLES,
  type PrinterProfile,
  usualProfile,
} from '../../../shared/printing/printer-profile.ts';
import { Button } from '../../ui/button.tsx';
import styles from './rows.module.css';
import type { EditorProps } from './use-settings-draft.ts';

const ADDRESS = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/;
const USUAL_PORT = 9_100;

/** What prints after a sale, and the printers on the shop's network: only here is it said where the server may go. */
export function PrintingEditor({ settings: { printing }, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const { printers } = printing;
  const change = (id: string, part: Partial<PrinterProfile>) =>
    set({
      printing: {
        ...printing,
        printers: printers.map((printer) => (printer.id === id ? { ...printer, ...part } : printer)),
      },
    });
  return (
    <>
      <Switch
        size="lg"
        label={t('printing.receiptAfterSale')}
        checked={printing.receiptAfterSale}
        onChange={({ currentTarget: { checked } }) =>
          set({ printing: { ...printing, receiptAfterSale: checked } })
        }
      />
      <p>{t('printing.hint')}</p>
      {printers.map((printer) => (
        <fieldset key={printer.id} className={styles.row} data-testid="printing-printer">
          <TextInput
            label={t('printing.name')}
            maxLength={60}
            value={printer.name}
            onChange={({ currentTarget: { value } }) => change(printer.id, { name: value })}
          />
          {printer.way === 'network' ? (
            <AddressField printer={printer} onChange={(address) => change(printer.id, { address })} />
          ) : (
            <p>{t('printing.byTablet')}</p>
          )}
          <NativeSelect
            label={t('printing.role')}
            value={printer.roles[0] ?? 'receipt'}
            data={PRINTER_ROLES.map((value) => ({ value, label: t(`printing.roles.${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              change(printer.id, { roles: [value as PrinterProfile['roles'][number]] })
            }
          />
          <NativeSelect
            label={t('receipt.paper')}
            value={String(printer.paper)}
            data={['58', '80'].map((value) => ({ value, label: t('receipt.mm', { width: value }) }))}
            onChange={({ currentTarget: { value } }) => {
              const { paper, columns, cut } = usualProfile(
                printer.id,
                printer.name,
                printer.way,
                value === '80' ? 80 : 58,
              );
              change(printer.id, { paper, columns, cut });
            }}
          />
          <Switch
            size="lg"
            label={t('printing.answers')}
            checked={printer.answers}
            onChange={({ currentTarget: { checked } }) => change(printer.id, { answers: checked })}
          />
          <Switch
            size="lg"
            label={t('printing.drawer')}
            checked={printer.drawer !== null}
            onChange={({ currentTarget: { checked } }) =>
              change(printer.id, { drawer: checked ? { pin: 2, onMs: 100, offMs: 200 } : null })
            }
          />
          <Button
            onClick={() =>
              set({ printing: { ...printing, printers: printers.filter(({ id }) => id !== printer.id) } })
            }
          >
            {t('printing.remove')}
          </Button>
        </fieldset>
      ))}
      <Button
        data-testid="printing-add"
        onClick={() =>
          set({
            printing: {
              ...printing,
              printers: [...printers, usualProfile(v7(), t('printing.newName'), 'network', 80)],
            },
          })
        }
      >
        {t('printing.add')}
      </Button>
    </>
  );
}

function AddressField({
  printer,
  onChange,
}: {
  printer: PrinterProfile;
  onChange: (address: PrinterProfile['address']) => void;
}) {
  const { t } = useTranslation('rules');
  const { address } = printer;
  const [typed, setTyped] = useState(
    address ? `${address.host}${address.port === USUAL_PORT ? '' : `:${address.port}`}` : '',
  );
  const wrong = typed !== '' && !read(typed);
  return (
    <TextInput
      label={t('printing.address')}
      description={t('printing.addressHint')}
      inputMode="decimal"
      maxLength={21}
      value={typed}
      error={wrong && t('printing.addressWrong')}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        const next = read(value);
        if (next || value === '') onChange(next);
      }}
    />
  );
}

function read(typed: string): PrinterProfile['address'] {
  const [, host, port] = ADDRESS.exec(typed.trim()) ?? [];
  const wanted = Number(port ?? USUAL_PORT);
  if (!host || host.split('.').some((part) => Number(part) > 255) || wanted < 1 || wanted > 65_535)
    return undefined;
  return { host, port: wanted };
}
