import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  BAUD_RATES,
  PRINTER_ROLES,
  type PrinterProfile,
  USUAL_DRAWER,
} from '../../../shared/printing/printer-profile.ts';
import { useStore } from '../../app/use-store.ts';
import type { DeskPrinter, PrintDesk } from '../../devices/print-desk.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { Segments } from '../segments.tsx';
import styles from './devices.module.css';

/** What everybody in the outlet should know of this printer (D3). */
export function PrinterForm({
  desk,
  printer,
  onClose,
}: {
  desk: PrintDesk;
  printer: DeskPrinter;
  onClose: () => void;
}) {
  const { t } = useTranslation('printing');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const categories = useStore(local.categories);
  const [draft, setDraft] = useState<PrinterProfile>(printer.profile);
  const [asking, setAsking] = useState(false);
  const change = (part: Partial<PrinterProfile>) => setDraft((before) => ({ ...before, ...part }));
  const { drawer } = draft;
  const whole = (value: string, least: number, most: number) =>
    Math.min(most, Math.max(least, Math.round(Number(value)) || least));

  async function ask() {
    setAsking(true);
    const status = await desk.status(printer.id).catch(() => null);
    setAsking(false);
    change({ answers: status !== null });
    showToast(
      status ? { message: t('form.answered'), tone: 'ok' } : { message: t('form.silent'), tone: 'warning' },
    );
  }

  async function save() {
    const name = draft.name.trim() || printer.profile.name;
    const roles = draft.roles.length > 0 ? draft.roles : (['receipt'] as const);
    await desk.keep({ ...draft, name, roles }, printer.pairing);
    onClose();
  }

  return (
    <Sheet
      title={printer.profile.name}
      closeLabel={common('close')}
      onClose={onClose}
      placement="side"
      footer={
        <Button variant="primary" size={56} wide data-testid="printer-save" onClick={() => void save()}>
          {t('form.save')}
        </Button>
      }
    >
      <div className={styles.form}>
        <Field label={t('form.name')}>
          {(control) => (
            <input
              {...control}
              data-testid="printer-name"
              maxLength={60}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <fieldset className={styles.checks}>
          <legend>{t('form.roles')}</legend>
          {PRINTER_ROLES.map((role) => (
            <Check
              key={role}
              text={t(`form.role.${role}`)}
              testId={`role-${role}`}
              checked={draft.roles.includes(role)}
              onChange={(on) =>
                change({
                  roles: PRINTER_ROLES.filter((one) => (one === role ? on : draft.roles.includes(one))),
                })
              }
            />
          ))}
        </fieldset>
        {draft.roles.includes('kitchen') && categories.length > 0 && (
          <fieldset className={styles.checks}>
            <legend>{t('form.categories')}</legend>
            <p className={styles.quiet}>{t('form.categoriesHint')}</p>
            {categories.map(({ id, name }) => (
              <Check
                key={id}
                text={name}
                checked={draft.categoryIds.includes(id)}
                onChange={(on) =>
                  change({
                    categoryIds: on
                      ? [...draft.categoryIds, id]
                      : draft.categoryIds.filter((categoryId) => categoryId !== id),
                  })
                }
              />
            ))}
          </fieldset>
        )}
        <Labelled text={t('form.paper')}>
          <Segments
            label={t('form.paper')}
            value={String(draft.paper)}
            options={[
              { value: '58', text: '58 mm' },
              { value: '80', text: '80 mm' },
            ]}
            onChange={(value) =>
              change(value === '80' ? { paper: 80, columns: 48 } : { paper: 58, columns: 32 })
            }
          />
        </Labelled>
        <Field label={t('form.columns')} hint={t('form.columnsHint')}>
          {(control) => (
            <input
              {...control}
              type="number"
              inputMode="numeric"
              data-testid="printer-columns"
              min={20}
              // Wider letters than these are not on the paper.
              max={draft.paper === 58 ? 32 : 48}
              value={draft.columns}
              onChange={(event) => change({ columns: Math.round(Number(event.target.value)) || 0 })}
              onBlur={() =>
                change({ columns: whole(String(draft.columns), 20, draft.paper === 58 ? 32 : 48) })
              }
            />
          )}
        </Field>
        <Labelled text={t('form.cut')}>
          <Segments
            label={t('form.cut')}
            value={draft.cut}
            options={(['none', 'partial', 'full'] as const).map((value) => ({
              value,
              text: t(`form.cuts.${value}`),
            }))}
            onChange={(cut) => change({ cut })}
          />
        </Labelled>
        <Field label={t('form.feed')}>
          {(control) => (
            <input
              {...control}
              type="number"
              inputMode="numeric"
              min={0}
              max={12}
              value={draft.feedLines}
              onChange={(event) => change({ feedLines: whole(event.target.value, 0, 12) })}
            />
          )}
        </Field>
        <Labelled text={t('form.answers')} hint={t('form.answersHint')}>
          <Segments
            label={t('form.answers')}
            value={draft.answers ? 'on' : 'off'}
            options={[
              { value: 'on', text: t('form.on') },
              { value: 'off', text: t('form.off') },
            ]}
            onChange={(value) => change({ answers: value === 'on' })}
          />
          <Button busy={asking} data-testid="printer-ask" onClick={() => void ask()}>
            {t('form.askPrinter')}
          </Button>
        </Labelled>
        {draft.way === 'serial' && (
          <Labelled text={t('form.baud')}>
            <Segments
              label={t('form.baud')}
              value={String(draft.baudRate ?? 9_600)}
              options={BAUD_RATES.map((rate) => ({ value: String(rate), text: String(rate) }))}
              onChange={(value) => change({ baudRate: Number(value) })}
            />
          </Labelled>
        )}
        <Labelled text={t('form.drawer')}>
          <Segments
            label={t('form.drawer')}
            value={drawer ? String(drawer.pin) : 'none'}
            options={[
              { value: 'none', text: t('form.drawerNone') },
              { value: '2', text: t('form.drawerPin', { pin: 2 }) },
              { value: '5', text: t('form.drawerPin', { pin: 5 }) },
            ]}
            onChange={(value) =>
              change({
                drawer: value === 'none' ? null : { ...(drawer ?? USUAL_DRAWER), pin: value === '5' ? 5 : 2 },
              })
            }
          />
        </Labelled>
        {drawer && (
          <Field label={t('form.drawerOn')}>
            {(control) => (
              <input
                {...control}
                type="number"
                inputMode="numeric"
                min={20}
                max={510}
                value={drawer.onMs}
                onChange={(event) =>
                  change({ drawer: { ...drawer, onMs: Math.round(Number(event.target.value)) || 0 } })
                }
                onBlur={() => change({ drawer: { ...drawer, onMs: whole(String(drawer.onMs), 20, 510) } })}
              />
            )}
          </Field>
        )}
      </div>
    </Sheet>
  );
}

function Labelled({ text, hint, children }: { text: string; hint?: string; children: ReactNode }) {
  return (
    <div className={styles.labelled}>
      <span aria-hidden="true" className={styles.label}>
        {text}
      </span>
      {children}
      {hint && <span className={styles.quiet}>{hint}</span>}
    </div>
  );
}

function Check({
  text,
  checked,
  onChange,
  testId,
}: {
  text: string;
  checked: boolean;
  onChange: (on: boolean) => void;
  testId?: string;
}) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        data-testid={testId}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{text}</span>
    </label>
  );
}
