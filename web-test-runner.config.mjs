import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { tsImport } from 'tsx/esm/api';

const load = (path) => tsImport(path, import.meta.url);
const { findBrowser, findFirefox, CHROME_FLAGS } = await load('./test/support/browser.ts');
const { countsReporter, ERROR_MARK } = await load('./test/support/browser-counts.ts');
const { serveSandbox } = await load('./src/sandbox/serve.ts');

const sandbox = await serveSandbox({ port: 0 });

const { FAST_CHECK_SEED, FAST_CHECK_TIMES } = process.env;
const fuzz = { FAST_CHECK_SEED, FAST_CHECK_TIMES };

const PHONE = { width: 360, height: 740 };

/** The launcher makes every page 800×600 before a test file; here a file begins with a phone. */
const phoneSized = (page) => {
  const setViewport = page.setViewport.bind(page);
  page.setViewport = (size) =>
    setViewport(size.width === 800 && size.height === 600 ? PHONE : size);
  return page;
};

// Each page gets a context, that is a window, of its own: full Chromium stops the animation frames
// of a tab behind another one, and with them every test that waits for a rendering.
const chromium = () => ({
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: findBrowser(), args: CHROME_FLAGS },
      createPage: async ({ browser }) =>
        phoneSized(await (await browser.createBrowserContext()).newPage()),
    }),
  ],
  concurrency: 2,
  timeout: 5_000,
});

// Firefox is driven over WebDriver BiDi, which the launcher for Chrome can do when it is handed a
// newer puppeteer. Its pages share one window, so only one at a time is visible and runs at speed.
const firefox = () => ({
  browsers: [
    chromeLauncher({
      puppeteer,
      launchOptions: { browser: 'firefox', executablePath: findFirefox() },
      createPage: async ({ context }) => phoneSized(await context.newPage()),
    }),
  ],
  concurrency: 1,
  timeout: 10_000,
});

/** A promise that is rejected just after the last test of a file must still fail the file. */
const lingerAfterTests = {
  name: 'linger-after-tests',
  transform: ({ path, body }) =>
    path.endsWith('.test.ts')
      ? { body: `${body}\nafter(() => new Promise((done) => setTimeout(done, 20)));\n` }
      : undefined,
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
    esbuildPlugin({ ts: true, tsconfig: './tsconfig.json', target: 'es2020' }),
    lingerAfterTests,
  ],
  filterBrowserLogs: ({ type, args }) => {
    // Only the filter is told the level; the reporter that fails the run needs it too.
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
