/** Plugins of the browser builds: what they shrink, and what they leave out. */
import { Features, transform as minifyCss } from 'lightningcss';
import { minify } from 'terser';
import type { Plugin } from 'vite';

const OLDEST_CHROME = 80;

/** Shrinks the styles of `*.styles.ts` and lowers what the oldest browser lacks (`inset`). */
function shrinkStyles(filename: string, css: string): string {
  const { code } = minifyCss({
    filename,
    code: Buffer.from(css),
    minify: true,
    targets: { chrome: OLDEST_CHROME << 16 },
    // It would add custom properties for light-dark(), which nobody uses here.
    exclude: Features.LightDark,
  });
  return code.toString().replace(/[\\`]|\$\{/g, '\\$&');
}

/** Keeps one space where there was a line break: removing it would join inline elements. */
function shrinkMarkup(markup: string): string {
  return /<(pre|textarea)/.test(markup) ? markup : markup.replace(/\s*\n\s*/g, ' ');
}

interface Piece {
  start: number;
  end: number;
  value: { raw: string; cooked: string | null };
}

interface TaggedTemplate {
  type: 'TaggedTemplateExpression';
  tag: { name?: string };
  quasi: { quasis: Piece[] };
}

const isTaggedTemplate = (node: object): node is TaggedTemplate =>
  'type' in node && node.type === 'TaggedTemplateExpression';

/** The text pieces of a module's lit templates, in the order of the text: templates nest. */
function templatePieces(root: object) {
  const pieces: (Piece & { tag: string; whole: boolean })[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isTaggedTemplate(node) && /^(css|html|svg)$/.test(node.tag.name ?? '')) {
      const { quasis } = node.quasi;
      for (const piece of quasis) {
        pieces.push({ ...piece, tag: node.tag.name ?? '', whole: quasis.length === 1 });
      }
    }
    Object.values(node).forEach(visit);
  };
  visit(root);
  return pieces.sort((a, b) => a.start - b.start);
}

export function shrinkTemplates(): Plugin {
  return {
    name: 'etalase:shrink-templates',
    apply: 'build',
    transform: {
      filter: { id: /\/src\/.+\.ts$/, code: /css`|html`|svg`/ },
      handler(code, id) {
        let out = '';
        let done = 0;
        for (const { start, end, tag, value, whole } of templatePieces(this.parse(code))) {
          if (tag === 'css' && !whole) this.error(`${id}: no interpolation in css, please`);
          out += code.slice(done, start);
          out += tag === 'css' ? shrinkStyles(id, value.cooked ?? '') : shrinkMarkup(value.raw);
          done = end;
        }
        return { code: out + code.slice(done), map: null };
      },
    },
  };
}

/**
 * Leaves out two parts of ofetch that etalase never uses: the URL builder (`ufo`), because URLs are
 * complete, and the JSON parser (`destr`), because bodies are read as streams.
 */
export function leaveOutUnused(): Plugin {
  const unused = '\0etalase:unused';
  const asIs = 'const asIs = (input) => input;';
  return {
    name: 'etalase:leave-out-unused',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === 'ufo' || id === 'destr' ? unused : null),
    load: (id) =>
      id === unused
        ? `${asIs} export { asIs as withBase, asIs as withQuery, asIs as default };`
        : null,
  };
}

const ZOD_EXPORT = /^export const (\w+) =/gm;
/** Standard Schema, and checks such as `z.nonnegative()`. */
const ZOD_SHORTCUTS = [
  ['standardProps(this)', '{}'],
  ['if (checks.length === 0)', 'if (true)'],
] as const;

/**
 * Leaves out parts of zod: errors in words, asynchronous schemas, checks, Standard Schema. Pages only ask
 * whether a value fits, by schemas without checks.
 */
export function leaveOutZodParts(): Plugin {
  const parsers = `
    const run = (schema, value) => schema._zod.run({ value, issues: [] }, { async: false });
    export const safeParse = (schema, value) => {
      const { issues, value: data } = run(schema, value);
      return issues.length ? { success: false } : { success: true, data };
    };
    export const parse = (schema, value) => {
      const { success, data } = safeParse(schema, value);
      if (!success) throw new TypeError();
      return data;
    };`;
  return {
    name: 'etalase:leave-out-zod-parts',
    apply: 'build',
    transform: {
      filter: { id: /zod\/v4\/core\/(parse|schemas)\.js$/ },
      handler(code, id) {
        if (id.endsWith('schemas.js')) {
          return {
            code: ZOD_SHORTCUTS.reduce((shorter, [from, to]) => {
              if (!shorter.includes(from)) this.error(`zod has no "${from}" any more.`);
              return shorter.replace(from, to);
            }, code),
            map: null,
          };
        }
        const names = Array.from(code.matchAll(ZOD_EXPORT), ([, name = '']) => name);
        const others = names.filter((name) => !/^(safeP|p)arse$/.test(name));
        return {
          code: parsers + others.map((name) => `export const ${name} = parse;`).join(''),
          map: null,
        };
      },
    },
  };
}

/** No getter of ours has a side effect. */
const COMPRESS = { passes: 3, pure_getters: true, keep_fargs: false };

/** A second minifier saves another 2 %. Vite would run it too, but keeps comments for bundlers. */
export function squeeze(): Plugin {
  return {
    name: 'etalase:squeeze',
    apply: 'build',
    async generateBundle({ format }, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const module = format === 'es';
        const { code } = await minify(file.code, { module, ecma: 2020, compress: COMPRESS });
        file.code = code ?? file.code;
      }
    },
  };
}
