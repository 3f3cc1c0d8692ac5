import { views } from '../views.ts';
import { check } from './check-screen.ts';
import { signIn, test } from './office.ts';

const SIZES = [
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'tablet', viewport: { width: 800, height: 1280 }, colorScheme: 'dark' },
  { name: 'desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
] as const;

/** Where, and what to press there before looking. */
const SCREENS: { path: string; press?: string[] }[] = [
  { path: '/owner' },
  { path: '/owner/sales' },
  { path: '/owner/sales?show=flagged' },
  { path: '/owner/sales?show=refused' },
  { path: '/owner/devices' },
  { path: '/owner/devices?add=1' },
  { path: '/owner/devices?add=1', press: ['Gerai Pusat'] },
  { path: '/owner/staff' },
  { path: '/owner/staff?add=1', press: ['Simpan'] },
  { path: '/owner/outlets' },
  { path: '/owner/outlets?add=1', press: ['Simpan'] },
  { path: '/owner/audit' },
  { path: '/owner/reports' },
  { path: '/owner/shifts' },
  { path: '/owner/qris' },
  { path: '/owner/customers' },
  { path: '/owner/stock' },
  { path: '/owner/settings' },
  { path: '/owner/more' },
  { path: '/owner/rescue', press: ['Buka dan kirim'] },
  { path: '/owner/nowhere' },
  { path: '/admin' },
  { path: '/admin', press: ['Buat toko'] },
  { path: '/setup' },
  { path: '/reset' },
  { path: '/reset?token=lama' },
];

for (const { name, viewport, colorScheme } of views(SIZES)) {
  test.describe(name, () => {
    // Half-faded colours have no contrast to judge.
    test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test(`axe finds nothing on any screen of the owner, ${name}, ${colorScheme}`, async ({ page, shop }) => {
      test.setTimeout(180_000);
      await page.goto(`${shop.url}/owner/sign-in`);
      await page.getByRole('button', { name: 'Isi dengan akun demo' }).waitFor();
      await check(page, '/owner/sign-in');
      await signIn(page, shop.url);
      for (const { path, press = [] } of SCREENS) {
        await page.goto(`${shop.url}${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle').catch(() => {});
        for (const label of press) await page.getByRole('button', { name: label }).last().click();
        await check(page, `${path} ${press}`);
      }
    });
  });
}
