import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { MoneyField } from '../products/money-field.tsx';
import { type Picked, ProductPicker } from '../products/product-picker.tsx';
import rows from '../settings-screens/rows.module.css';
import card from '../settings-screens/settings-page.module.css';
import { sentenceFor, useTRPC } from '../trpc.ts';

const TYPES = ['receive', 'transfer', 'count', 'waste'] as const;
type Line = Picked & { quantity: number | string; costEach: number | string };
type DocumentFormProps = {
  outlets: readonly { id: string; name: string }[];
  outletId: string | undefined;
  onClose: () => void;
};

/** Goods received, sent to another outlet, counted or thrown away, written down at the desk. */
export function DocumentForm({ outlets, outletId, onClose }: DocumentFormProps) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  // Minted once: a repeated save is not done again.
  const [id] = useState(() => v7());
  const [type, setType] = useState<(typeof TYPES)[number]>('receive');
  const [from, setFrom] = useState(outletId ?? outlets[0]?.id ?? '');
  const [to, setTo] = useState(outlets.find((outlet) => outlet.id !== from)?.id ?? '');
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const [lines, setLines] = useState<Line[]>([]);
  const [problem, setProblem] = useState('');
  const save = useMutation(
    trpc.stock.document.mutationOptions({
      onError: (error) => setProblem(sentenceFor(error, language)),
      onSuccess: async () => {
        showToast({ message: t('stock.saved'), tone: 'ok' });
        onClose();
        await queries.invalidateQueries(trpc.stock.pathFilter());
        await queries.invalidateQueries(trpc.catalogue.pathFilter());
      },
    }),
  );
  const submit = () => {
    if (lines.length === 0) return setProblem(t('stock.noLines'));
    if (lines.some(({ quantity }) => quantity === '' || (type !== 'count' && Number(quantity) <= 0)))
      return setProblem(t('stock.noQuantity'));
    if (type === 'transfer' && (to === '' || to === from)) return setProblem(t('stock.sameOutlet'));
    setProblem('');
    save.mutate({
      id,
      outletId: from,
      type,
      ...(type === 'transfer' && { toOutletId: to }),
      reference: reference.trim(),
      note: note.trim(),
      lines: lines.map(({ id: productId, quantity, costEach }) => ({
        productId,
        quantityMilli: Math.round(Number(quantity) * 1_000),
        ...(type === 'receive' && costEach !== '' && { cost: Number(costEach) }),
      })),
    });
  };
  const change = (at: number, part: Partial<Line>) =>
    setLines(lines.map((line, other) => (other === at ? { ...line, ...part } : line)));
  const places = outlets.map((outlet) => ({ value: outlet.id, label: outlet.name }));
  return (
    <Sheet
      title={t('stock.make')}
      closeLabel={owner('form.close')}
      onClose={onClose}
      placement="side"
      footer={
        <>
          <FormProblem>{problem}</FormProblem>
          <Button variant="primary" size={56} wide busy={save.isPending} onClick={submit}>
            {t('stock.save')}
          </Button>
        </>
      }
    >
      <div className={form.form} data-testid="document-form">
        <NativeSelect
          label={t('stock.type')}
          value={type}
          data={TYPES.filter((one) => one !== 'transfer' || outlets.length > 1).map((value) => ({
            value,
            label: t(`stock.types.${value}`),
          }))}
          onChange={({ currentTarget: { value } }) => setType(value as typeof type)}
        />
        {type === 'count' && <p className={form.hint}>{t('stock.countHint')}</p>}
        {outlets.length > 1 && (
          <NativeSelect
            label={type === 'transfer' ? t('stock.from') : t('stock.outlet')}
            value={from}
            data={places}
            onChange={({ currentTarget: { value } }) => setFrom(value)}
          />
        )}
        {type === 'transfer' && (
          <NativeSelect
            label={t('stock.to')}
            value={to}
            data={places.filter(({ value }) => value !== from)}
            onChange={({ currentTarget: { value } }) => setTo(value)}
          />
        )}
        {lines.map((line, at) => (
          <section key={line.id} className={card.card}>
            <div className={rows.row}>
              <span className={rows.name}>{line.name}</span>
              <IconButton
                aria-label={t('stock.remove', { name: line.name })}
                onClick={() => setLines(lines.filter((_, other) => other !== at))}
              >
                <IconTrash size={22} aria-hidden="true" />
              </IconButton>
            </div>
            <div className={card.pair}>
              <NumberInput
                label={`${type === 'count' ? t('stock.counted') : t('stock.quantity')} (${line.unit})`}
                inputMode="decimal"
                thousandSeparator="."
                decimalSeparator=","
                decimalScale={3}
                allowNegative={false}
                min={0}
                max={1_000_000}
                hideControls
                value={line.quantity}
                onChange={(quantity) => change(at, { quantity: String(quantity) })}
              />
              {type === 'receive' && (
                <MoneyField
                  label={t('stock.costEach', { unit: line.unit })}
                  value={line.costEach}
                  onChange={(costEach) => change(at, { costEach: String(costEach) })}
                />
              )}
            </div>
          </section>
        ))}
        <ProductPicker
          label={t('stock.addGoods')}
          onPick={(product) =>
            !lines.some((line) => line.id === product.id) &&
            setLines([...lines, { ...product, quantity: '', costEach: product.cost > 0 ? product.cost : '' }])
          }
        />
        <TextInput
          label={t('stock.reference')}
          maxLength={120}
          value={reference}
          onChange={({ currentTarget: { value } }) => setReference(value)}
        />
        <Textarea
          label={t('stock.note')}
          maxLength={300}
          autosize
          value={note}
          onChange={({ currentTarget: { value } }) => setNote(value)}
        />
      </div>
    </Sheet>
  );
}
