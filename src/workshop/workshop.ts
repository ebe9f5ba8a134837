/** The page "Pembuat kode": the browser around the workshop. The only file that touches its globals. */
/// <reference types="vite/types/importMeta.d.ts" />
import { platform } from '../stores/platform.js';
import { readStartingPoint } from './code/starting-point.js';
import { copyText } from './copy-text.js';
import { WorkshopApp } from './elements/app.js';
import { defineWorkshop } from './elements/define.js';
import { placeOf } from './place.js';
import { createWorkshop } from './state.js';

const pages = import.meta.glob<string>('../../demo/pages/*.html', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const themes = import.meta.glob<string>('../../demo/themes/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The first one is what the workshop begins with. */
const FIRST = 'whole-shop';

const readAll = (files: Readonly<Record<string, string>>) =>
  Object.entries(files)
    .map(([path, text]) => readStartingPoint(path, text))
    .sort((a, b) => Number(b.name === FIRST) - Number(a.name === FIRST));

const workshop = createWorkshop({
  pages: readAll(pages),
  themes: readAll(themes),
  place: placeOf(new URL(location.href)),
  platform: platform(),
  addressBar: {
    read: () => location.hash,
    push: (hash) => history.pushState(null, '', hash),
    replace: (hash) => history.replaceState(null, '', hash),
  },
  storage: () => sessionStorage,
});

addEventListener('popstate', () => workshop.followAddress());
workshop.$language.subscribe((language) => {
  document.documentElement.lang = language;
});

defineWorkshop();
const app = new WorkshopApp();
app.workshop = workshop;
app.copy = copyText;
document.body.append(app);
void workshop.start();
