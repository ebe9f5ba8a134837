import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import classMemberOrder from './test/support/lint/class-member-order.js';

const FOLDERS = [
  'workshop',
  'elements',
  'stores',
  'open-api',
  'purchase',
  'texts',
  'sandbox',
  'proxy',
];

/** What each room of src/elements may import of the others. Only define.ts reaches all of them. */
const ELEMENT_ROOMS = {
  ui: [],
  base: ['ui'],
  controllers: ['ui', 'base'],
  products: ['ui', 'base', 'controllers'],
  product: ['ui', 'base', 'controllers', 'fields'],
  browse: ['ui', 'base', 'controllers'],
  account: ['ui', 'base', 'controllers'],
  orders: ['ui', 'base', 'controllers'],
  fields: ['ui', 'base', 'controllers', 'orders'],
  topup: ['ui', 'base', 'controllers', 'orders', 'fields'],
  shop: ['ui', 'base', 'controllers', 'products', 'product', 'browse', 'account'],
};

/** Makes every import that `patterns` match an error in `files`, also one that loads late. */
const banImports = (files, patterns) => ({
  files: [files],
  rules: {
    'no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': [
      'error',
      ...patterns.map(({ regex, message }) => ({
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`,
        message,
      })),
    ],
  },
});

/** Patterns of what files `depth` folders below `src` may not import: imports run one way. */
function closedFolders(folder, depth, allowed, alsoBanned) {
  const closed = FOLDERS.filter((name) => name !== folder && !allowed.includes(name));
  const contract = allowed.includes('proxy/contract') ? '(?!contract(\\.js)?$)' : '';
  const paths = closed.map((name) => (name === 'proxy' ? `proxy/${contract}` : `${name}/`));
  return [
    {
      regex: `^(\\.\\./){${depth}}(${paths.join('|')})`,
      message: `src/${folder} may import from: ${allowed.join(', ') || 'nothing outside itself'}.`,
    },
    ...alsoBanned.map((regex) => ({ regex, message: `Not in src/${folder}.` })),
  ];
}

/** The depth is counted: `../open-api/` is src/open-api in one file and a room of its own in another. */
const mayImport = (folder, allowed, alsoBanned = []) =>
  [1, 2, 3].map((depth) =>
    banImports(
      `src/${folder}/${'*/'.repeat(depth - 1)}*.ts`,
      closedFolders(folder, depth, allowed, alsoBanned),
    ),
  );

/** A later rule replaces an earlier one, so each room repeats what holds for all elements. */
const roomsMayImport = (allowed, alsoBanned) =>
  Object.entries(ELEMENT_ROOMS).map(([room, open]) => {
    const closed = Object.keys(ELEMENT_ROOMS).filter(
      (name) => name !== room && !open.includes(name),
    );
    return banImports(`src/elements/${room}/*.ts`, [
      ...closedFolders('elements', 2, allowed, alsoBanned),
      {
        regex: `^\\.\\./(${closed.join('|')})/`,
        message: `src/elements/${room} may import from: ${open.join(', ') || 'no other room'}.`,
      },
    ]);
  });

const BELOW_ELEMENTS = ['stores', 'open-api', 'purchase', 'texts', 'proxy/contract'];
const NODE = '^node:';
const LIT = '^(lit|@lit)(/|$)';

export default defineConfig(
  globalIgnores([
    'dist/',
    'release/',
    'screenshots/',
    'coverage/',
    'src/frameworks/',
    'test/types/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      complexity: ['error', 15],
      eqeqeq: 'error',
      'max-depth': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 6],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-globals': ['error', 'event', 'name', 'status', 'parent'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `this: void` says that a method may be passed around without its object.
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/sandbox/**', 'src/proxy/**', 'src/cli.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      'no-console': ['error', { allow: ['warn'] }],
      // lit binds the listeners of a template to its host.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:|/(sandbox|proxy/(?!contract(\\.js)?$))' }] },
      ],
    },
  },
  {
    files: ['src/{elements,workshop}/**/*.ts'],
    plugins: { etalase: { rules: { 'class-member-order': classMemberOrder } } },
    rules: { 'etalase/class-member-order': 'error' },
  },
  mayImport('workshop', ['elements', 'stores', 'open-api', 'texts'], [NODE]),
  mayImport('elements', BELOW_ELEMENTS, [NODE]),
  roomsMayImport(BELOW_ELEMENTS, [NODE]),
  mayImport('stores', ['open-api', 'texts'], [NODE, LIT]),
  mayImport('purchase', ['open-api', 'stores', 'texts', 'proxy/contract'], [NODE, LIT]),
  mayImport('open-api', [], [NODE, LIT]),
  mayImport('texts', [], [NODE, LIT]),
  mayImport('sandbox', [], [LIT]),
  mayImport('proxy', [], [LIT]),
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        ...['describe', 'it', 'test', 'suite'].flatMap((object) => [
          { object, property: 'only', message: 'It would silence every other test.' },
          { object, property: 'skip', message: 'A test that does not run proves nothing.' },
        ]),
      ],
      'no-restricted-globals': ['error', 'xit', 'xdescribe', 'fit', 'fdescribe'],
      // chai's assertions are properties.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A query's type parameter says which element it finds, as `querySelector` does.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    rules: { eqeqeq: 'error', 'no-unused-vars': 'error', 'prefer-const': 'error' },
  },
);
