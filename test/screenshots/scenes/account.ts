import { GUEST, type Scene } from '../scene.js';

const ELEMENTS = [
  ['balance', '<etalase-balance></etalase-balance>', 'etalase-balance [part~=saldo]'],
  ['ledger-saldo', '<etalase-ledger type="saldo"></etalase-ledger>', 'etalase-ledger [part~=row]'],
  ['ledger-poin', '<etalase-ledger type="poin"></etalase-ledger>', 'etalase-ledger [part~=row]'],
  [
    'transactions',
    '<etalase-transactions></etalase-transactions>',
    'etalase-transactions [part~=list]',
  ],
] as const;

const STATES = [
  ['guest', { shop: GUEST, settings: {}, part: 'guest' }],
  ['error', { shop: undefined, settings: { faults: [{ kind: 'disconnect' }] }, part: 'error' }],
  ['loading', { shop: undefined, settings: { faults: [{ kind: 'hang' }] }, part: 'skeleton' }],
] as const;

export const accountScenes: readonly Scene[] = [
  ...ELEMENTS.flatMap(([name, body, ready]): Scene[] => [
    { name, body, ready },
    ...STATES.map(([state, { shop, settings, part }]): Scene => {
      const scene = { name: `${name}-${state}`, body, ready: `[part~=${part}]` };
      return { ...scene, settings: { ...settings, faults: [...('faults' in settings ? settings.faults : [])] }, ...(shop && { shop }) };
    }),
  ]),
  {
    name: 'balance-history',
    body: '<etalase-balance></etalase-balance>',
    ready: 'etalase-balance [part~=history]',
    act: async ({ page }) => {
      await page.locator('etalase-balance [part~=history]').click();
      await page.locator('etalase-ledger [part~=row]').first().waitFor();
    },
  },
];
