import type { Scene } from '../scene.js';

const LOADED = (tag: string, part: string) => `${tag} [part~=${part}]`;

export const browseScenes: readonly Scene[] = [
  {
    name: 'slides',
    body: '<etalase-slides interval="0"></etalase-slides>',
    ready: LOADED('etalase-slides', 'slide'),
  },
  ...(['row', 'grid', 'tree'] as const).map(
    (layout): Scene => ({
      name: `categories-${layout}`,
      body: `<etalase-categories layout="${layout}"></etalase-categories>`,
      ready: LOADED('etalase-categories', 'category'),
      act: async ({ page }) => {
        if (layout !== 'tree') {
          await page.locator('etalase-categories [part~=category]').nth(1).click();
        } else await page.locator('etalase-categories [part~=fold]').first().click();
      },
    }),
  ),
  {
    name: 'pages',
    body: '<etalase-pages></etalase-pages>',
    ready: LOADED('etalase-pages', 'page'),
  },
];
