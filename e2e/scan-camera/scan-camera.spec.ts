import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import config from '../../playwright.config.ts';
import { expect, Till, test } from '../till/shop.ts';
import { writeClip } from './clip.ts';

test.use({ serviceWorkers: 'allow' });

const folder = mkdtempSync(join(tmpdir(), 'gerai-camera-'));
const clip = join(folder, 'clip.y4m');
const launch = config.use?.launchOptions;
// The file is read when the camera is opened, so a test may write it first.
test.use({
  launchOptions: {
    ...launch,
    args: [
      ...(launch?.args ?? []),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
    ],
  },
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('D2 the camera adds what it is shown, once each time it is shown, also without a network', async ({
  till,
}) => {
  const { page } = till;
  const { sku, barcode, name } = await till.product(3);
  writeClip(clip, barcode);
  await page.waitForFunction(async () => {
    const kept = await (await caches.open('scan')).keys();
    return kept.length === 2 && navigator.serviceWorker.controller?.state === 'activated';
  });
  await page.context().setOffline(true);
  await till.get('scan-camera').click();
  await expect(till.get('camera')).toHaveAttribute('data-reader', 'wasm');
  await expect(till.get('camera-last')).toContainText(name);
  await till.expectCart({ [sku]: '1' });
  // The clip begins again: the same article, held up a second time.
  await expect(till.get('camera-last')).toHaveAttribute('data-count', '2');
  await till.expectCart({ [sku]: '2' });

  // One at a time: the sheet closes after the next.
  await page.getByRole('radio', { name: 'Tutup' }).check();
  await expect(till.get('camera')).toBeHidden();
  await till.expectCart({ [sku]: '3' });
  // The camera is let go: the tablet's light goes out.
  expect(await page.evaluate(() => document.querySelector('video'))).toBeNull();
  await page.context().setOffline(false);
});

test('D2 the camera reads without WebAssembly, never trusts a detector that reads nothing, and says why it has no picture', async ({
  page,
  shop,
}) => {
  await page.addInitScript(() => {
    Object.assign(globalThis, {
      WebAssembly: undefined,
      // The name without a decoder behind it, as some browsers have.
      BarcodeDetector: class {
        static async getSupportedFormats() {
          return ['ean_13', 'ean_8', 'upc_a', 'code_128', 'qr_code'];
        }
        async detect() {
          return [];
        }
      },
    });
  });
  const till = new Till(page, shop.url);
  await till.enrol();
  await till.signIn();
  const { sku, barcode } = await till.product(2);
  writeClip(clip, barcode);
  await till.get('scan-camera').click();
  await expect(till.get('camera')).toHaveAttribute('data-reader', 'script');
  await expect(till.get('camera-last')).toHaveAttribute('data-count', '1');
  await page.keyboard.press('Escape');
  await expect(till.line(sku)).toHaveCount(1);

  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('no', 'NotAllowedError');
    };
  });
  await till.get('scan-camera').click();
  await expect(till.get('camera-trouble')).toHaveAttribute('data-trouble', 'denied');
  await expect(till.get('camera-trouble')).toContainText('izinkan Kamera');
});
