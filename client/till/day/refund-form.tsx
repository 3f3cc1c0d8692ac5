import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefundReason, RefundRecord } from '../../../shared/sync/day-records.ts';
import type { RefundableLine, RefundableSale } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { useDevice } from '../device-context.ts';
import { PageSection } from '../page-frame.tsx';
import { formatQuantity, parseQuantity } from '../parse-quantity.ts';
import { Segments } from '../segments.tsx';
import { Chips } from './chips.tsx';
import styles from './day.module.css';
import { byHand, type MoneyWay, moneyBack } from './money-back.ts';
import { QuantityStepper } from './quantity-stepper.tsx';
import { RefundDone } from './refund-done.tsx';
import { useApproval } from './use-approval.tsx';
import { useCashier } from './use-cashier.ts';
import { useOnce } from './use-once.ts';

/** As the contract has them; without the contract's own list, which would bring its parser along. */
const REASONS = [
  'damaged',
  'wrongItem',
  'changedMind',
  'expired',
  'overcharged',
  'other',
] as const satisfies readonly RefundReason[];

interface LineChoice {
  text: string;
  restock: boolean;
}

/** Goods and money back: which, how many, where the goods go, why, and how the money leaves. */
export function RefundForm({ sale, onDone }: { sale: RefundableSale; onDone: () => void }) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const { id: staffId } = useCashier();
  const { approve, sheet } = useApproval();
  // One identity a refund, so that a double tap gives back once.
  const [refundId] = useState(() => local.newSaleId());
  const [choices, setChoices] = useState<Readonly<Record<number, LineChoice>>>({});
  const [reason, setReason] = useState<RefundReason>('changedMind');
  const [note, setNote] = useState('');
  const [way, setWay] = useState<MoneyWay>('original');
  const [asked, setAsked] = useState(false);
  const [done, setDone] = useState<RefundRecord | null>(null);
  const { once, failure, setFailure } = useOnce();

  const wanted = sale.lines.map((one) => readLine(one, choices[one.line.lineNo]));
  const lines = wanted.flatMap(({ lineNo, quantityMilli, restock, problem }) =>
    problem === null && quantityMilli > 0 ? [{ lineNo, quantityMilli, restock }] : [],
  );
  const wrong = wanted.some(({ problem }) => problem !== null);
  const key = JSON.stringify(lines);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines by their content
  const back = useMemo(
    () => moneyBack(sale, lines, way, (some, inCash) => local.quoteRefund(sale, some, { inCash })),
    [sale, key, way, local],
  );
  const methods = [...new Set(sale.payments.map(({ method }) => method))];
  const onlyCash = methods.every((method) => method === 'cash');
  const outside = byHand(back.payments);
  const { total } = back.quote;
  const why = note.trim();
  const noteMissing = reason === 'other' && why === '';

  function change(lineNo: number, part: Partial<LineChoice>) {
    setFailure('');
    setChoices((before) => ({
      ...before,
      [lineNo]: { text: '', restock: true, ...before[lineNo], ...part },
    }));
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (wrong || lines.length === 0 || noteMissing) return;
    await once(async () => {
      const approvals = await approve('refund');
      if (!approvals) return setFailure(t('refund.denied'));
      const result = await local.refund({
        refundId,
        saleId: sale.saleId,
        staffId,
        lines,
        reason,
        payments: back.payments,
        approvals,
        ...(why && { note: why }),
      });
      if (result.ok) setDone(result.record);
      else if (result.reason === 'tooMuch') setFailure(t('refund.someoneFaster'));
      else setFailure(t(result.reason === 'voided' ? 'refund.isVoided' : 'refund.unknownSale'));
    });
  }

  if (done) return <RefundDone refund={done} sale={sale} onDone={onDone} />;
  return (
    <>
      <form onSubmit={submit} className={styles.stack} noValidate data-testid="refund-form">
        <PageSection
          title={t('refund.title', { receipt: sale.receiptNumber })}
          aside={
            <Button
              data-testid="refund-all"
              onClick={() =>
                setChoices((before) =>
                  Object.fromEntries(
                    sale.lines.map(({ line, leftMilli }) => [
                      line.lineNo,
                      { text: formatQuantity(leftMilli), restock: before[line.lineNo]?.restock ?? true },
                    ]),
                  ),
                )
              }
            >
              {t('refund.all')}
            </Button>
          }
        >
          <p className={styles.hint}>{t('refund.which')}</p>
          <ul className={styles.list}>
            {sale.lines.map((one, index) => (
              <RefundLine
                key={one.line.lineNo}
                of={one}
                choice={choices[one.line.lineNo]}
                problem={wanted[index]?.problem ?? null}
                onChange={(part) => change(one.line.lineNo, part)}
              />
            ))}
          </ul>
        </PageSection>
        <PageSection title={t('refund.reason')}>
          <Chips
            legend={t('refund.reason')}
            legendShown={false}
            value={reason}
            options={REASONS.map((value) => ({ value, text: t(`refund.reasons.${value}`) }))}
            onChange={setReason}
            testIdPrefix="refund-reason"
          />
          <Field label={t('refund.note')} error={asked && noteMissing && t('refund.noteMissing')}>
            {(control) => (
              <input
                {...control}
                data-testid="refund-note"
                autoComplete="off"
                maxLength={300}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        </PageSection>
        <PageSection title={t('refund.total')}>
          {!onlyCash && (
            <Chips
              legend={t('refund.money')}
              value={way}
              options={[
                {
                  value: 'original',
                  text: t('refund.original', {
                    methods: methods.map((method) => t(`methods.${method}`)).join(' + '),
                  }),
                },
                { value: 'cash', text: t('refund.cash') },
              ]}
              onChange={setWay}
              testIdPrefix="refund-money"
            />
          )}
          {lines.length > 0 && outside.length > 0 && (
            <p className={styles.note}>
              {t('refund.byHand', { methods: outside.map((method) => t(`methods.${method}`)).join(' + ') })}
            </p>
          )}
          <p className={styles.sum}>
            <output
              aria-live="polite"
              aria-label={t('refund.total')}
              data-testid="refund-total"
              data-amount={lines.length > 0 ? total : 0}
            >
              <Money amount={lines.length > 0 ? total : 0} size="large" />
            </output>
          </p>
          <p role="alert" className={styles.warning} data-testid="refund-message">
            {failure}
          </p>
          <Button
            type="submit"
            variant="primary"
            size={64}
            wide
            disabled={lines.length === 0 || wrong}
            data-testid="refund-confirm"
            onClick={(event) => event.detail > 1 && event.preventDefault()}
          >
            {lines.length === 0 || wrong
              ? t('refund.confirmNothing')
              : t('refund.confirm', { amount: formatRupiah(total) })}
          </Button>
          <Button size={48} wide onClick={onDone}>
            {t('refund.cancel')}
          </Button>
        </PageSection>
      </form>
      {sheet}
    </>
  );
}

type Problem = 'tooMuch' | 'notANumber' | 'notPositive' | 'tooPrecise' | 'tooLarge';

function readLine({ line, leftMilli }: RefundableLine, choice: LineChoice | undefined) {
  const { text = '', restock = true } = choice ?? {};
  const none = { lineNo: line.lineNo, quantityMilli: 0, restock, problem: null as Problem | null };
  if (/^\s*(0*([.,]0*)?)?\s*$/.test(text)) return none;
  const parsed = parseQuantity(text);
  if (!parsed.ok) return { ...none, problem: parsed.reason === 'empty' ? null : parsed.reason };
  if (parsed.quantityMilli > leftMilli) return { ...none, problem: 'tooMuch' as const };
  return { ...none, quantityMilli: parsed.quantityMilli };
}

function RefundLine({
  of: { line, leftMilli },
  choice,
  problem,
  onChange,
}: {
  of: RefundableLine;
  choice: LineChoice | undefined;
  problem: Problem | null;
  onChange: (part: Partial<LineChoice>) => void;
}) {
  const { t } = useTranslation('day');
  const { name, unit } = line;
  const { text = '', restock = true } = choice ?? {};
  const left = formatQuantity(leftMilli);
  if (leftMilli === 0) {
    return (
      <li className={styles.line} data-testid="refund-line">
        <span className={styles.name}>
          {name}
          <span className={styles.detail}> · {t('refund.none')}</span>
        </span>
      </li>
    );
  }
  return (
    <li className={styles.line} data-testid="refund-line" data-line={line.lineNo}>
      <span className={styles.name}>
        {name}
        <br />
        <span className={styles.detail}>{t('refund.left', { quantity: left, unit })}</span>
      </span>
      <QuantityStepper
        label={t('refund.quantity', { name })}
        lessLabel={t('refund.less', { name })}
        moreLabel={t('refund.more', { name })}
        text={text}
        wrong={problem !== null}
        onText={(next) => onChange({ text: next })}
        testId={`refund-quantity-${line.lineNo}`}
      />
      <span role="alert" className={`${styles.problem} ${styles.wide}`}>
        {problem === 'tooMuch' && t('refund.tooMuch', { quantity: left, unit })}
        {problem !== null && problem !== 'tooMuch' && t(`quantity.${problem}`)}
      </span>
      <span className={styles.wide}>
        <Segments
          label={t('refund.where', { name })}
          value={restock ? 'restock' : 'waste'}
          options={[
            { value: 'restock', text: t('refund.restock') },
            { value: 'waste', text: t('refund.waste') },
          ]}
          onChange={(where) => onChange({ restock: where === 'restock' })}
        />
      </span>
    </li>
  );
}
