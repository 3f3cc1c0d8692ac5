import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin, type Rolldown } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * What the owner's and the installation's screens need beyond the till is not part of the shell that a tablet keeps for
 * starts without a network. Collects the files that the till reaches without passing through those screens.
 */
function tillFiles(): { plugin: Plugin; includes: (url: string) => boolean } {
  const reached = new Set<string>();
  const plugin: Plugin = {
    name: 'till-files',
    generateBundle(_options, bundle) {
      const walk = (file: string) => {
        const chunk = bundle[file];
        if (reached.has(file) || chunk?.type !== 'chunk') return;
        if (chunk.facadeModuleId?.includes('/client/owner/')) return;
        reached.add(file);
        for (const css of chunk.viteMetadata?.importedCss ?? []) reached.add(css);
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) walk(next);
      };
      for (const [file, chunk] of Object.entries(bundle)) {
        if (chunk.type === 'chunk' && chunk.isEntry) walk(file);
      }
    },
  };
  return {
    plugin,
    includes: (url) => (/\.(js|css)$/.test(url) ? reached.has(url) : url !== 'owner.html'),
  };
}
const till = tillFiles();

const page = (path: string) => fileURLToPath(new URL(`client/${path}`, import.meta.url));
/** What starts each of the two pages, and the rooms it fetches only when somebody leaves for the other. */
const PAGES = {
  till: { start: page('app/main.tsx'), without: /[\\/]client[\\/]owner[\\/]/ },
  office: { start: page('owner/main.tsx'), without: /[\\/]client[\\/]till[\\/]/ },
};

/**
 * Which pages use a module, at their start or later. One that both use is in neither's own file, or the one would fetch
 * the other's code. What starts a page is in no shared file, or it would run on the other page too.
 */
function pagesOf(moduleId: string, context: Rolldown.ChunkingContext): string[] {
  return Object.entries(PAGES).flatMap(([name, { start, without }]) => {
    const modules = pageModules.get(name) ?? new Set<string>();
    const walk = (id: string) => {
      if (modules.has(id) || without.test(id)) return;
      modules.add(id);
      const { importedIds = [], dynamicallyImportedIds = [] } = context.getModuleInfo(id) ?? {};
      for (const next of [...importedIds, ...dynamicallyImportedIds]) walk(next);
    };
    walk(start);
    pageModules.set(name, modules);
    return modules.has(moduleId) && moduleId !== start ? [name] : [];
  });
}
const pageModules = new Map<string, Set<string>>();

const manifest = {
  id: '/',
  name: 'Gerai',
  short_name: 'Gerai',
  description: 'Kasir untuk toko Indonesia, tetap jalan tanpa internet.',
  lang: 'id',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  background_color: '#f3f1ec',
  theme_color: '#f3f1ec',
  categories: ['business', 'finance', 'shopping'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  screenshots: [
    picture('till-wide', '1280x800', 'wide', 'Kasir di tablet'),
    picture('till-narrow', '390x844', 'narrow', 'Kasir di ponsel'),
    picture('owner-narrow', '390x844', 'narrow', 'Penjualan hari ini'),
  ],
  shortcuts: [
    { name: 'Kasir', short_name: 'Kasir', url: '/', icons: [icon()] },
    { name: 'Antrean kirim', short_name: 'Antrean', url: '/queue', icons: [icon()] },
    { name: 'Pemilik', short_name: 'Pemilik', url: '/owner', icons: [icon()] },
  ],
} as const;

function icon() {
  return { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' } as const;
}

function picture(name: string, sizes: string, form_factor: 'wide' | 'narrow', label: string) {
  return { src: `/screenshots/${name}.png`, sizes, type: 'image/png', form_factor, label } as const;
}

export default defineConfig({
  root: 'client',
  publicDir: '../public',
  define: { __APP_VERSION__: JSON.stringify(version) },
  resolve: {
    alias: [
      // The package's own entry is ES5 and always whole; this is the same version for browsers of today.
      { find: /^dexie$/, replacement: fileURLToPath(import.meta.resolve('dexie/dist/modern/dexie.mjs')) },
    ],
    conditions: ['es2015', ...defaultClientConditions],
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy allows no inline script, and old browsers that need the polyfill are not served.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: page('index.html'), owner: page('owner.html') },
      output: {
        // Each request costs a slow network a round trip: a page starts from two files, and what several pages of the
        // office share is one more.
        codeSplitting: {
          groups: [
            {
              debugName: 'start',
              name: (id, context) => (pagesOf(id, context).length === 2 ? 'start' : null),
              tags: ['$initial'],
              priority: 3,
            },
            {
              debugName: 'till or office',
              name: (id, context) => pagesOf(id, context)[0],
              tags: ['$initial'],
              priority: 2,
            },
            // Small things that later screens of both draw with: no reason to fetch the other's pages.
            {
              name: 'parts',
              test: /[\\/]client[\\/](ui|local)[\\/]|@tabler/,
              minShareCount: 2,
              priority: 1,
            },
            {
              name: 'pages',
              test: /[\\/]client[\\/]owner[\\/]|@mantine|@tanstack[\\/](react-)?query|@trpc[\\/]tanstack/,
              minShareCount: 3,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  plugins: [
    react(),
    till.plugin,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'service-worker.ts',
      // Registered by hand (client/local/updates.ts): after the first paint, and never reloading by itself.
      injectRegister: false,
      includeManifestIcons: false,
      manifest: structuredClone(manifest) as never,
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*.{js,css,html,svg,webmanifest,mp3,wav,woff2}', 'icons/icon-192.png'],
        manifestTransforms: [
          async (entries) => ({ manifest: entries.filter(({ url }) => till.includes(url)), warnings: [] }),
        ],
      },
    }),
  ],
});
