/** Builds the package for SQLite into the proxy: its code, and the native files that it would look for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PREBUILDS = join(import.meta.dirname, 'node_modules/@photostructure/sqlite/prebuilds');

/**
 * Where servers run that may have a Node without SQLite of its own. Each file weighs 2 MB; on other machines
 * such a Node says that it is too old.
 */
const PLATFORMS = ['linux-x64', 'linux-arm64'];

const LOADER = '\0etalase:native-sqlite';

/** What the package loads its native file by. The path is that of a chunk in a folder of its own. */
const LOADER_CODE = `
  import { createRequire } from 'node:module';
  const require = createRequire(import.meta.url);
  export default () => require(\`../native/\${process.platform}-\${process.arch}.node\`);`;

export function bundleSqlite(): Plugin {
  return {
    name: 'etalase:bundle-sqlite',
    enforce: 'pre',
    resolveId: (id) => (id === 'node-gyp-build' ? LOADER : null),
    load: (id) => (id === LOADER ? LOADER_CODE : null),
    generateBundle() {
      for (const platform of PLATFORMS) {
        const source = readFileSync(join(PREBUILDS, platform, '@photostructure+sqlite.glibc.node'));
        this.emitFile({ type: 'asset', fileName: `native/${platform}.node`, source });
      }
    },
  };
}
