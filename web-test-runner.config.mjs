import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { tsImport } from 'tsx/esm/api';
import { build } from 'vite';

const load = (path) => tsImport(path, import.meta.url);
const { findBrowser, findFirefox, CHROME_FLAGS } = await load('./test/support/browser.ts');
const { countsReporter, ERROR_MARK } = await load('./test/support/browser-counts.ts');
const { serveSandbox } = await load('./src/sandbox/serve.ts');

// Most shoppers' phones have the shop's zone; on others, times name it.
process.env.TZ = 'Asia/Jakarta';

const sandbox = await serveSandbox({ port: 0 });

const { FAST_CHECK_SEED, FAST_CHECK_TIMES } = process.env;
const fuzz = { FAST_CHECK_SEED, FAST_CHECK_TIMES };

const PHONE = { width: 360, height: 740 };

/** The launcher sets every page to 800×600 before a test file; this sets it to a phone's size. */
const phoneSized = (page) => {
  const setViewport = page.setViewport.bind(page);
  page.setViewport = (size) =>
    setViewport(size.width === 800 && size.height === 600 ? PHONE : size);
  return page;
};

// Each page gets a browser context of its own, that is a window: Chromium pauses animation frames in
// background tabs, which would block every test that waits for a rendering.
const chromium = () => ({
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: findBrowser(), args: CHROME_FLAGS },
      createPage: async ({ browser }) =>
        phoneSized(await (await browser.createBrowserContext()).newPage()),
    }),
  ],
  concurrency: 2,
  timeout: 20_000,
});

// Firefox is driven over WebDriver BiDi by the launcher for Chrome, given a newer puppeteer. Its pages
// share one window, so only one at a time is visible and runs at full speed.
const firefox = () => ({
  browsers: [
    chromeLauncher({
      puppeteer,
      launchOptions: { browser: 'firefox', executablePath: findFirefox() },
      createPage: async ({ context }) => phoneSized(await context.newPage()),
    }),
  ],
  concurrency: 1,
  timeout: 20_000,
});

/** Lets a promise that rejects just after a file's last test still fail the file. */
const lingerAfterTests = {
  name: 'linger-after-tests',
  transform: ({ path, body }) =>
    path.endsWith('.test.ts')
      ? { body: `${body}\nafter(() => new Promise((done) => setTimeout(done, 20)));\n` }
      : undefined,
};

/** Bundles the file that imports React, whose packages are CommonJS. */
const bundleReact = {
  name: 'bundle-react',
  async serve({ path }) {
    if (!path.endsWith('/frameworks/react.ts')) return undefined;
    const { output } = await build({
      configFile: false,
      logLevel: 'warn',
      mode: 'production',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        write: false,
        minify: false,
        rolldownOptions: { input: `.${path}`, preserveEntrySignatures: 'strict' },
      },
    });
    return { body: output[0].code, type: 'js' };
  },
};

const { browsers, concurrency, timeout } =
  process.env.BROWSER === 'firefox' ? firefox() : chromium();

export default {
  files: ['test/browser/**/*.test.ts'],
  nodeResolve: true,
  browsers,
  concurrency,
  browserStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  plugins: [
    bundleReact,
    esbuildPlugin({ ts: true, tsconfig: './tsconfig.json', target: 'es2020' }),
    lingerAfterTests,
  ],
  filterBrowserLogs: ({ type, args }) => {
    // Only this filter receives the level; the mark passes it on to the reporter.
    if (type === 'error') args.unshift(ERROR_MARK);
    return !String(args[0]).startsWith('Lit is in dev mode');
  },
  reporters: [defaultReporter({ reportTestProgress: false }), countsReporter()],
  testFramework: { config: { ui: 'bdd', timeout, forbidOnly: true } },
  testRunnerHtml: (testFramework) => `<!doctype html>
    <html lang="id">
      <head><meta name="viewport" content="width=device-width, initial-scale=1"></head>
      <body>
        <script>
          window.SANDBOX = ${JSON.stringify(sandbox.origin)};
          window.process = { env: ${JSON.stringify(fuzz)} };
        </script>
        <script type="module" src="${testFramework}"></script>
      </body>
    </html>`,
};
