import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import classMemberOrder from './test/support/lint/class-member-order.js';

const FOLDERS = ['elements', 'stores', 'open-api', 'purchase', 'texts', 'sandbox', 'proxy'];

/** Imports run one way; what a folder may not reach is an error there, also when it loads late. */
function mayImport(folder, allowed, alsoBanned = []) {
  const closed = FOLDERS.filter((name) => name !== folder && !allowed.includes(name));
  const contract = allowed.includes('proxy/contract') ? '(?!contract(\\.js)?$)' : '';
  const paths = closed.map((name) => (name === 'proxy' ? `proxy/${contract}` : `${name}/`));
  const regex = `^\\.\\.?/(.*/)?(${paths.join('|')})`;
  const message = `src/${folder} may import from: ${allowed.join(', ') || 'nothing outside itself'}.`;
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex, message },
            ...alsoBanned.map((banned) => ({ regex: banned, message: `Not in src/${folder}.` })),
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`,
          message,
        },
      ],
    },
  };
}

const NODE = '^node:';
const LIT = '^(lit|@lit)(/|$)';

export default defineConfig(
  globalIgnores(['dist/', 'screenshots/', 'coverage/']),
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
      'no-console': 'error',
      // lit binds the listeners of a template to its host.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:|/(sandbox|proxy/(?!contract(\\.js)?$))' }] },
      ],
    },
  },
  {
    files: ['src/elements/**/*.ts'],
    plugins: { etalase: { rules: { 'class-member-order': classMemberOrder } } },
    rules: { 'etalase/class-member-order': 'error' },
  },
  mayImport('elements', ['stores', 'open-api', 'purchase', 'texts', 'proxy/contract'], [NODE]),
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
