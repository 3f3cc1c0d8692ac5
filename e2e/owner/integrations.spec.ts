import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import type { RunningServer } from '../../server/main.ts';
import { check } from './check-screen.ts';
import { expect, signIn, test } from './office.ts';

test.use({ viewport: { width: 390, height: 844 }, contextOptions: { reducedMotion: 'reduce' } });

type Preset =
  RunningServer['services']['hub']['presets'] extends ReadonlyMap<string, infer One> ? One : never;

/** Any preset of QRIS whose simulator's public keys fill all that it asks for: the screens know none by name. */
function simulated(presets: Iterable<Preset>, { control }: Sandbox) {
  for (const preset of presets) {
    const vendor = control.vendors.find(({ id }) =>
      preset.environments.simulator?.baseUrl.endsWith(`/${id}`),
    );
    const asked = preset.fields.filter((field) => field.required && field.default === undefined);
    if (!vendor || !preset.features?.includes('payment.qris') || asked.length !== 1) continue;
    const [field] = asked;
    const key = field && vendor.keys[field.key];
    if (field?.type === 'secret' && key) return { preset, field: field.key, key };
  }
  throw new Error('no simulated provider of QRIS');
}

test('an owner connects QRIS: a wrong key is told by its rule, the right one is mapped, listed and logged', async ({
  page,
  shop,
}) => {
  test.setTimeout(240_000);
  const sandbox = await startSandbox({ host: '127.0.0.1' });
  const { hub } = shop.services;
  // The demo has brought its own along; its keys are the same.
  hub.sandboxUrl ||= sandbox.url;
  const { preset, field, key } = simulated(hub.presets.values(), sandbox);
  await signIn(page, shop.url);

  await page.goto(`${shop.url}/owner/integrations`);
  await page.getByTestId('connect').waitFor();
  await check(page, 'the list');
  await page.getByTestId('connect').click();
  await page.getByTestId(`preset-${preset.id}`).waitFor();
  await check(page, 'choosing a provider');
  await page.getByTestId(`preset-${preset.id}`).click();

  await page.getByTestId('connection-label').fill('QRIS uji');
  await page.getByTestId('environment').selectOption('simulator');
  await page.getByTestId(`field-${field}`).fill(`${key.slice(0, -1)}X`);
  await check(page, 'filling in keys');
  await page.getByTestId('save-and-test').click();

  const result = page.getByTestId('test-result');
  await expect(result).toHaveAttribute('data-verdict', 'bad_key');
  await expect(page.getByTestId('test-rule')).toHaveText(/^test\.verdicts\[\d+\]$/);
  await page.getByTestId('exchange').getByText('Permintaan dan jawaban').click();
  await expect(page.getByTestId('exchange')).not.toContainText(key.slice(0, -1));
  await check(page, 'a wrong key');

  await page.getByTestId('fix-keys').click();
  await page.getByTestId(`field-${field}`).fill(key);
  await page.getByTestId('test-then-swap').click();
  await expect(result).toHaveAttribute('data-verdict', 'ok');
  await check(page, 'the right key');
  await page.getByTestId('next').click();

  await expect(page.getByTestId('copy-value')).toHaveValue(/\/webhook\/payment\//);
  await page.getByTestId('use-payment.qris').getByText('Utama').click();
  await check(page, 'putting it to use');
  await page.getByTestId('save-use').click();

  await expect(page.getByRole('heading', { level: 1, name: 'QRIS uji' })).toBeVisible();
  await expect(page.getByTestId('connection-status')).toHaveText('Siap');
  await check(page, 'health');
  await page.getByText('Catatan', { exact: true }).click();
  const log = page.getByTestId('log');
  await expect(log.getByText('Uji koneksi · probe')).toHaveCount(2);
  await check(page, 'log');
  await log.getByRole('button', { name: 'Uji koneksi' }).last().click();
  await expect(page.getByTestId('log-entry')).toContainText('test.verdicts[');
  await check(page, 'log entry');
  await page.keyboard.press('Escape');
  await page.getByText('Webhook', { exact: true }).first().click();
  await page.getByText('Belum ada webhook yang masuk').waitFor();
  await check(page, 'webhooks');
  await page.getByText('Atur', { exact: true }).click();
  await page.getByTestId('replace-keys').waitFor();
  await check(page, 'settings');

  await page.goto(`${shop.url}/owner/integrations`);
  const card = page.getByTestId('connection').filter({ hasText: 'QRIS uji' });
  await expect(card).toContainText('Utama: QRIS');
  await expect(card).toContainText('Mode uji coba');
  await expect(page.getByTestId('kind-count').first()).toHaveText(/^[1-9]\d* koneksi, [1-9]\d* siap$/);
  await check(page, 'the list with a connection');

  for (const part of ['health', 'features', 'import', 'preset']) {
    await page.goto(`${shop.url}/owner/integrations/${part}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    await check(page, part);
  }
  const editor = page.getByTestId('preset-json');
  await editor.fill((await editor.inputValue()).replace('"format": "rest_json"', '"format": "rest_yson"'));
  await page.getByTestId('check-preset').click();
  await expect(page.getByTestId('preset-faults')).toContainText('Baris 5');
  await check(page, 'a preset with a fault');
  const written = { ...preset, id: 'own-qris' };
  await editor.fill(JSON.stringify(written, null, 2));
  await page.getByTestId('check-preset').click();
  await page.getByTestId(`field-${field}`).fill(key);
  await page.getByTestId('dry-run').click();
  await expect(result).toHaveAttribute('data-verdict', 'ok');
  await sandbox.close();
});
