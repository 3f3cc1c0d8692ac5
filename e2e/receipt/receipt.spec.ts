import { readFileSync } from 'node:fs';
import { expect, type Till, test } from '../till/shop.ts';

test.use({ serviceWorkers: 'allow' });

/** Two coffees, paid with 100.000. */
async function sell(till: Till): Promise<{ number: string; total: number }> {
  await till.get('till-product').first().click();
  await till.get('till-product').first().click();
  const total = await till.total();
  await till.get('pay').click();
  await till.get('tender-amount').fill('500000');
  await till.get('tender-confirm').click();
  return { number: (await till.get('sale-done').getAttribute('data-receipt')) ?? '', total };
}

/** The address of the window that `act` opens; nobody outside is called. */
async function addressOpened(till: Till, act: () => Promise<void>): Promise<URL> {
  await till.page.evaluate(() => {
    window.open = (address) => {
      document.documentElement.dataset.opened = String(address);
      return null;
    };
  });
  await act();
  const root = till.page.locator('html');
  await expect(root).toHaveAttribute('data-opened', /./);
  return new URL((await root.getAttribute('data-opened')) ?? '');
}

const rupiah = (amount: number) => new Intl.NumberFormat('id-ID').format(amount);

test('the receipt of a sale: content on the screen, first print an original, the next a copy', async ({
  till,
}) => {
  const { name } = await till.product(0);
  // Headless has no dialog to close.
  await till.page.evaluate(() => {
    window.print = () => window.dispatchEvent(new Event('printed'));
  });
  const { number, total } = await sell(till);
  await till.get('receipt-open').click();
  const paper = till.get('receipt-paper');
  for (const text of [name, number, rupiah(total), rupiah(500_000 - total), 'Sari', 'Tunai', 'Kembali']) {
    await expect(paper).toContainText(text);
  }
  await expect(paper).toHaveAttribute('data-copy', '0');
  await expect(paper).not.toContainText('PPN');

  await till.get('receipt-print').click();
  const pdf = await till.page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
  });
  const [, width, height] = /MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString('latin1')) ?? [];
  expect(Math.round((Number(width) / 72) * 25.4)).toBe(58);
  expect(Number(height)).toBeGreaterThan(200);
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);

  // `pdf` tells the page that printing has ended, as a closed dialog does.
  await expect(paper).toHaveAttribute('data-copy', '1');
  await expect(paper).toContainText('SALINAN 1');
});

test('a PDF is saved, offline too, and is named after the receipt', async ({ till, context }) => {
  await till.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const { number, total } = await sell(till);
  await till.get('receipt-open').click();
  await till.get('receipt-paper').waitFor();
  await context.setOffline(true);
  const [file] = await Promise.all([till.page.waitForEvent('download'), till.get('receipt-pdf').click()]);
  expect(file.suggestedFilename()).toBe(`${number}.pdf`);
  const bytes = readFileSync(await file.path(), 'latin1');
  expect(bytes.startsWith('%PDF-1.4')).toBe(true);
  expect(bytes).toContain(number);
  expect(bytes).toContain(`Rp ${rupiah(total)}`);
  await context.setOffline(false);
});

test('a chat opens with the receipt as text, to the number that was typed', async ({ till }) => {
  const { number, total } = await sell(till);
  await till.get('receipt-open').click();
  await till.get('receipt-phone').fill('0812');
  await till.get('receipt-chat').click();
  await expect(till.page.getByText('Nomor tidak lengkap')).toBeVisible();
  await till.get('receipt-phone').fill('0812 3456 7890');
  const url = await addressOpened(till, () => till.get('receipt-chat').click());
  expect(url.pathname).toBe('/6281234567890');
  expect(url.searchParams.get('text')).toContain(number);
  expect(url.searchParams.get('text')).toContain(`Rp ${rupiah(total)}`);
});

test('offline a promised receipt is kept through a reload, and offered when online', async ({
  till,
  context,
}) => {
  await till.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const { number } = await sell(till);
  await till.get('receipt-open').click();
  await till.get('receipt-paper').waitFor();
  await context.setOffline(true);
  await expect(till.get('receipt-chat')).toContainText('Kirim nanti');
  await till.get('receipt-phone').fill('081234567890');
  await till.get('receipt-chat').click();
  await expect(till.page.getByText('Ditawarkan lagi saat online.').first()).toBeVisible();
  await till.page.reload();
  await till.get('sync').click();
  const later = till.get('later-shares');
  await expect(later).toContainText(number);
  await expect(later).toContainText('Menunggu online');
  await context.setOffline(false);
  await expect(till.get('later-send')).toBeVisible({ timeout: 30_000 });
  const url = await addressOpened(till, () => till.get('later-send').click());
  expect(url.searchParams.get('text')).toContain(number);
  await expect(later).toBeHidden();
});

test('a reprint from the history is marked and counted over reloads', async ({ till }) => {
  const { number } = await sell(till);
  await till.get('sale-new').click();
  for (const copy of ['1', '2']) {
    await till.get('sync').click();
    await till.page.getByRole('button', { name: `Struk ${number}` }).click();
    await expect(till.get('receipt-paper')).toHaveAttribute('data-copy', copy);
    await Promise.all([till.page.waitForEvent('download'), till.get('receipt-pdf').click()]);
    await expect(till.get('receipt-paper')).toHaveAttribute('data-copy', String(Number(copy) + 1));
    await till.page.goto(till.url);
    await till.get('till-product').first().waitFor();
  }
});
