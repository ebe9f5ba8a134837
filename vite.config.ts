import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { bundleSqlite } from './vite.sqlite.js';
import { leaveOutUnused, leaveOutZodParts, shrinkTemplates, squeeze } from './vite.plugins.js';

/** In development, the script tags of the published pages load the sources. */
function serveSources(): Plugin {
  return {
    name: 'etalase:serve-sources',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0];
        if (path === '/dist/etalase.js') request.url = '/src/define.ts';
        if (path === '/dist/etalase.global.js') {
          response.setHeader('Content-Type', 'text/javascript');
          response.end("import('/src/define.ts');");
        } else if (path === '/dist/workshop/workshop.js') {
          response.setHeader('Content-Type', 'text/javascript');
          response.end("import('/src/workshop/workshop.ts');");
        } else next();
      });
    },
  };
}

function makeExecutable(path: string): Plugin {
  return { name: 'etalase:executable', writeBundle: () => chmodSync(path, 0o755) };
}

const WORKSHOP = 'dist/workshop';

/** The demo's page of the workshop, for a folder that holds nothing else. */
function writeWorkshopPage(): Plugin {
  return {
    name: 'etalase:workshop-page',
    writeBundle() {
      const page = readFileSync(join(import.meta.dirname, 'demo/workshop.html'), 'utf8');
      writeFileSync(join(WORKSHOP, 'index.html'), page.replaceAll(`/${WORKSHOP}/`, ''));
    },
  };
}

/** The entry and its static imports, transitively; known once all modules are parsed. */
const entryModules = new Set<string>();

/** Lists the entry's modules for `codeSplitting`, before the chunks are made. */
function listEntryModules(): Plugin {
  return {
    name: 'etalase:entry-modules',
    buildEnd() {
      const visit = (id: string): void => {
        if (entryModules.has(id)) return;
        entryModules.add(id);
        this.getModuleInfo(id)?.importedIds.forEach(visit);
      };
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) visit(id);
    },
  };
}

/** Output of the first build of the classic script, and input of its second. */
const HALVES = 'node_modules/.cache/etalase/plain';
const FIRST = join(import.meta.dirname, HALVES, 'first.js');
const SECOND = join(import.meta.dirname, HALVES, 'second.js');

/**
 * The purchase script: what only a shop with a proxy needs, and what shoppers seldom open. Everything else
 * is in the first half.
 */
const SECOND_HALF = new RegExp(
  [
    '/src/(purchase|proxy|elements/(fields|topup|orders))/',
    '/src/texts/(en/|id/(purchase/|product)|field-label)',
    '/src/open-api/product-detail',
    '/src/elements/account/(balance-history|transfer-note|transaction)',
    '/src/elements/base/(repeat-takers|shop-checkout|unclosed)',
    '/src/elements/(product/|shop/sheet|ui/(plain-text|icons/zoom))',
    '/node_modules/ofetch/',
  ].join('|'),
);

/** A classic script cannot import, so it loads its second half by a script tag. */
function loadSecondByTag(): Plugin {
  const from = join(import.meta.dirname, 'src/load-purchase-script.ts');
  return {
    name: 'etalase:second-by-tag',
    transform: {
      filter: { id: FIRST },
      handler(code) {
        const calls = code.split('import("./second.js")');
        if (calls.length < 2) this.error('The first half never asks for the second one.');
        if (/^import.*"\.\/second\.js"/m.test(code)) this.error('The first half needs the second.');
        const asked = calls.join('loadPurchaseScript(() => globalThis.etalaseTopup)');
        return {
          code: `import { loadPurchaseScript } from ${JSON.stringify(from)};\n${asked}`,
          map: null,
        };
      },
    },
  };
}

const browser = {
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [leaveOutUnused(), leaveOutZodParts(), shrinkTemplates(), squeeze()],
} satisfies UserConfig;

// The oldest browser knows all of ES2020. A target of `chrome80` would spell out every `?.`
// because of one bug, a spread argument after it, that a test looks for instead.
const TARGET = 'es2020';

/** What most lazy elements need, in one chunk: many small ones cost more requests and compress worse. */
const LAZY_BASE =
  /\/src\/(texts\/id\/lazy|stores\/account|open-api\/(user|send-as-shopper)|elements\/(base\/(lazy|personal)-element|controllers\/(focus-after|latest-task)|ui\/(load-more|account-links|heading|field-shapes|icon-button|icons\/(account|browse|action))))/;
/** What all elements of a purchase need. */
const PURCHASE_BASE =
  /\/src\/(proxy\/(contract|field-rules)|purchase\/(http\/(schemas|send|call)|problems|proxy-cache|backoff|open-purchase|orders\/(has-stored|order-cache))|elements\/(base\/repeat|orders\/(purchase-element|in-app|order-event)))/;

const output = {
  // Vite keeps white space in ES libraries for the sake of bundlers; pages load this one as it is.
  minify: { compress: { target: TARGET }, mangle: true, codegen: true },
  comments: { legal: false, annotation: false, jsdoc: false },
} as const;

// A schema that nobody uses is left out: the contract's are read by others, and zod's parts that only
// a lazy chunk uses would be loaded with the first file.
const treeshake = { manualPureFunctions: ['z'] };

const build = {
  target: TARGET,
  outDir: 'dist',
  emptyOutDir: false,
  reportCompressedSize: false,
  copyPublicDir: false,
  modulePreload: false,
} satisfies UserConfig['build'];

const modes: Record<string, UserConfig> = {
  script: {
    ...browser,
    plugins: [...browser.plugins, listEntryModules()],
    build: {
      ...build,
      emptyOutDir: true,
      lib: { entry: 'src/define.ts', formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        treeshake,
        output: {
          ...output,
          // What the lazy chunks share with the entry stays in the entry: one request, not two.
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              { name: 'etalase', test: (id) => entryModules.has(id), priority: 2 },
              { name: 'lazy', test: LAZY_BASE, priority: 1 },
              { name: 'purchase', test: PURCHASE_BASE, priority: 1 },
            ],
          },
          entryFileNames: 'etalase.js',
          // The entry script holds these names, and every visitor loads it: a short hash alone is shortest.
          chunkFileNames: 'chunks/[hash:6].js',
        },
      },
    },
  },
  // The classic script in two halves: split here as modules, converted by the next two modes.
  halves: {
    ...browser,
    plugins: [leaveOutUnused(), leaveOutZodParts(), shrinkTemplates()],
    build: {
      ...build,
      outDir: HALVES,
      emptyOutDir: true,
      lib: { entry: 'src/define.ts', formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        treeshake,
        output: {
          minify: false,
          entryFileNames: 'first.js',
          chunkFileNames: '[name].js',
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              { name: 'second', test: SECOND_HALF, priority: 1 },
              { name: 'first', test: /./ },
            ],
          },
        },
      },
    },
  },
  global: {
    define: browser.define,
    plugins: [loadSecondByTag(), squeeze()],
    build: {
      ...build,
      lib: { entry: FIRST, formats: ['iife'], name: 'etalase' },
      rolldownOptions: {
        output: { ...output, entryFileNames: 'etalase.global.js', codeSplitting: false },
      },
    },
  },
  second: {
    define: browser.define,
    plugins: [squeeze()],
    build: {
      ...build,
      lib: { entry: SECOND, formats: ['iife'], name: 'etalaseTopup' },
      rolldownOptions: {
        external: [FIRST],
        output: {
          ...output,
          globals: { [FIRST]: 'etalase' },
          entryFileNames: 'etalase.topup.global.js',
          codeSplitting: false,
        },
      },
    },
  },
  // For bundlers: Lit is shared with the page's other code, everything else is inside.
  lib: {
    // Servers import it too, to render pages: there is no `window`, and nothing of it is needed to load.
    define: { window: 'globalThis' },
    plugins: [leaveOutUnused(), leaveOutZodParts(), shrinkTemplates()],
    build: {
      ...build,
      outDir: 'dist/lib',
      emptyOutDir: true,
      minify: false,
      lib: { entry: ['src/index.ts', 'src/define.ts', 'src/define.node.ts'], formats: ['es'] },
      rolldownOptions: {
        external: /^lit(\/|$)/,
        treeshake,
        output: {
          comments: false,
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  // A classic script, so that the page also opens from a file.
  workshop: {
    define: browser.define,
    plugins: [shrinkTemplates(), squeeze(), writeWorkshopPage()],
    build: {
      ...build,
      outDir: WORKSHOP,
      emptyOutDir: true,
      lib: { entry: 'src/workshop/workshop.ts', formats: ['iife'], name: 'etalaseWorkshop' },
      rolldownOptions: {
        output: { ...output, entryFileNames: 'workshop.js', codeSplitting: false },
      },
    },
  },
  proxy: {
    plugins: [bundleSqlite(), makeExecutable('dist/proxy/etalase.js')],
    // All packages: who installs this one for its elements shall not get those of the server, and
    // loading their 450 files took half of its start. Their licences go along.
    ssr: { noExternal: true },
    build: {
      ...build,
      outDir: 'dist/proxy',
      emptyOutDir: true,
      target: 'node20',
      ssr: true,
      ssrEmitAssets: true,
      license: { fileName: 'licenses.md' },
      rolldownOptions: {
        input: { etalase: 'src/cli.ts', index: 'src/proxy/index.ts' },
        output: {
          // Names stay: an operator sends stack frames.
          minify: { compress: true, mangle: false, codegen: true },
          comments: false,
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
};

export default defineConfig(({ mode }) => ({
  logLevel: 'warn',
  publicDir: false,
  plugins: [serveSources()],
  ...modes[mode],
}));
