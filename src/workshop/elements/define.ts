import { WorkshopApp } from './app.js';
import { WorkshopCode } from './code-view.js';
import { WorkshopConnection } from './connection-form.js';
import { WorkshopLook } from './look-form.js';
import { WorkshopPages } from './page-picker.js';
import { WorkshopPhone } from './phone.js';
import { WorkshopPieces } from './piece-list.js';
import { WorkshopTopup } from './topup-form.js';
import { WorkshopWords } from './words-form.js';

/** The parts first, so that the whole is shown at once. */
export function defineWorkshop(): void {
  customElements.define('workshop-connection', WorkshopConnection);
  customElements.define('workshop-pages', WorkshopPages);
  customElements.define('workshop-look', WorkshopLook);
  customElements.define('workshop-pieces', WorkshopPieces);
  customElements.define('workshop-words', WorkshopWords);
  customElements.define('workshop-topup', WorkshopTopup);
  customElements.define('workshop-phone', WorkshopPhone);
  customElements.define('workshop-code', WorkshopCode);
  customElements.define('workshop-app', WorkshopApp);
}
