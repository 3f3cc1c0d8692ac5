import { Keyboard } from '../till/scanner.ts';
import { Day, expect, test } from './day-shop.ts';

/** Two pieces of the first product and one of the second, paid exactly. */
async function sellThree(day: Day): Promise<string> {
  await day.get('till-product').nth(0).click();
  await day.get('till-product').nth(0).click();
  const { receiptNumber } = await day.sell(1);
  return receiptNumber;
}

test('refund offline: part of a line as waste, found by scanning the receipt, with a manager’s PIN', async ({
  day,
}) => {
  const receipt = await sellThree(day);
  await day.offline();
  await day.go('history');
  await expect(day.get('history-sale').first()).toHaveAttribute('data-receipt', receipt);
  const scanner = await Keyboard.of(day.page);
  await scanner.type(receipt, { suffix: 'Enter' });
  await day.get('refund-start').click();
  await day.get('refund-quantity-1-more').click();
  await day.page.getByRole('radio', { name: 'Rusak, dibuang' }).first().check({ force: true });
  await day.get('refund-reason-damaged').check({ force: true });
  const total = Number(await day.get('refund-total').getAttribute('data-amount'));
  expect(total).toBeGreaterThan(0);
  await day.get('refund-confirm').click();
  await day.approve();
  await expect(day.get('refund-done')).toHaveAttribute('data-amount', String(total));
  await day.get('refund-finished').click();
  await expect(day.get('sale-refund')).toHaveCount(1);
  await expect(day.get('sale-line').first()).toContainText('Sudah kembali 1');
  // Its paper can be had again later.
  await day.get('refund-paper').click();
  await expect(day.get('paper-print')).toBeVisible();
  await day.online();
  await day.expectSynced();
});

test('more than was sold and not yet refunded is refused in words, and nothing is written', async ({
  day,
}) => {
  await sellThree(day);
  await day.go('history');
  await day.get('history-sale').first().click();
  const refuse = async (typed: string, sentence: RegExp) => {
    await day.get('refund-quantity-1').fill(typed);
    await expect(day.get('refund-line').first().getByRole('alert')).toHaveText(sentence);
    await expect(day.get('refund-confirm')).toBeDisabled();
  };
  await day.get('refund-start').click();
  await refuse('3', /Paling banyak 2/);
  await refuse('-1', /lebih dari 0/);
  await refuse('dua', /bukan angka/);
  await refuse('1,2345', /tiga angka/);
  await day.get('refund-quantity-1').fill('2');
  await day.get('refund-confirm').click();
  await day.get('approval').waitFor();
  await day.page.keyboard.press('Escape');
  await expect(day.get('refund-message')).toContainText('Belum disetujui');
  await day.get('refund-confirm').click();
  await day.approve();
  await day.get('refund-finished').click();
  await day.get('refund-start').click();
  await expect(day.get('refund-quantity-1')).toHaveCount(0);
  await day.get('refund-quantity-2').fill('2');
  await expect(day.get('refund-line').nth(1).getByRole('alert')).toHaveText(/Paling banyak 1/);
  await day.expectSynced();
});

test('exchange: the refund’s cart is linked to it, and the sale says so', async ({ day }) => {
  await day.sell();
  await day.go('history');
  await day.get('history-sale').first().click();
  await day.get('refund-start').click();
  await day.get('refund-all').click();
  await day.get('refund-confirm').click();
  await day.approve();
  const refundId = await day.get('refund-done').getAttribute('data-refund-id');
  const pushed = day.page.waitForRequest(
    (request) => request.url().includes('sync.push') && (request.postData() ?? '').includes('exchangeOf'),
  );
  await day.get('refund-exchange').click();
  await day.get('till-product').nth(1).waitFor();
  await day.sell(1);
  expect((await pushed).postData()).toContain(`"exchangeOf":"${refundId}"`);
  await day.expectSynced();
});

test('void of an unsent sale, and only of that: what has left is refunded', async ({ day }) => {
  const sent = await day.sell();
  await day.expectSynced();
  await day.offline();
  const { receiptNumber } = await day.sell(1);
  await day.go('history');
  await day.page.locator(`[data-receipt="${sent.receiptNumber}"]`).click();
  await expect(day.get('refund-start')).toBeVisible();
  await expect(day.get('void-start')).toHaveCount(0);
  await day.get('sale-back').click();
  await day.page.locator(`[data-receipt="${receiptNumber}"]`).click();
  await day.get('void-start').click();
  await day.get('void-confirm').click();
  await expect(day.get('void-message')).toHaveText(/alasannya/);
  await day.get('void-reason-mistyped').check({ force: true });
  await day.get('void-confirm').click();
  await day.approve();
  await expect(day.get('sale-voided')).toBeVisible();
  await expect(day.get('refund-start')).toHaveCount(0);
  await day.online();
  await day.expectSynced();
});

test('reprint is marked as a copy', async ({ day }) => {
  await day.sell();
  await day.go('history');
  await day.get('history-sale').first().click();
  await day.get('receipt-open').click();
  await expect(day.get('receipt-paper')).toHaveAttribute('data-copy', '1');
});

test('the history finds a sale by its number and by its amount', async ({ day }) => {
  const { receiptNumber, total } = await day.sell();
  await day.go('history');
  await day.get('history-search').fill(receiptNumber.toLowerCase());
  await expect(day.get('history-sale')).toHaveCount(1);
  await day.get('history-search').fill(total.toLocaleString('id-ID'));
  await expect(day.page.locator(`[data-receipt="${receiptNumber}"]`)).toBeVisible();
  await day.get('history-search').fill('zzz');
  await expect(day.get('history-sale')).toHaveCount(0);
  const scanner = await Keyboard.of(day.page);
  await scanner.type('9999-8888-7777', { suffix: 'Enter' });
  await expect(day.page.getByText('Struk 9999-8888-7777 tidak ada')).toBeVisible();
});

test('a late sale from the other tablet shows here, changes no closed shift, and can be refunded here', async ({
  day,
  browser,
}) => {
  const context = await browser.newContext();
  const other = new Day(await context.newPage(), day.url);
  await other.enrol();
  await other.signIn();
  await other.offline();
  const late = await other.sell();

  await day.go('shift');
  await day.openShift(0);
  await day.toTill();
  const { total } = await day.sell(1);
  await day.go('shift');
  await day.get('shift-close').click();
  await day.count(total);
  await day.get('count-done').click();
  await day.get('close-finished').click();
  await day.expectSynced();

  await other.online();
  await other.expectSynced();
  await context.close();

  await day.get('back-to-till').click();
  await day.go('history');
  await day.page.locator(`[data-receipt="${late.receiptNumber}"]`).click({ timeout: 30_000 });
  await expect(day.get('sale-facts')).toHaveAttribute('data-total', String(late.total));
  await day.get('refund-start').click();
  await day.get('refund-all').click();
  await day.get('refund-confirm').click();
  await day.approve();
  await expect(day.get('refund-done')).toHaveAttribute('data-amount', String(late.total));
  await day.get('back-to-till').click();
  await day.go('shift');
  await day.get('closed-shift').first().click();
  await expect(day.get('report-sales')).toHaveAttribute('data-amount', String(total));
  await day.expectSynced();
});
