import type { CSSResult, PropertyDeclarations, PropertyValues } from 'lit';
import { html } from 'lit';
import type { ReadableAtom } from 'nanostores';
import { productIndonesian } from '../../texts/id/product.js';
import type { Say } from '../../texts/texts.js';
import { LazyElement } from '../base/lazy-element.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import { iconButtonStyles } from '../ui/icon-button.styles.js';
import { closeIcon } from '../ui/icons/action-icons.js';
import { zoomInIcon, zoomOutIcon } from '../ui/icons/zoom-icons.js';
import type { Photo } from './gallery.js';
import { Gallery } from './gallery.js';
import { galleryStyles } from './gallery.styles.js';
import { photosStyles } from './photos.styles.js';

/** A photo is enlarged at least by this. */
const MIN_ZOOM = 2;

/**
 * A product's photos in the size of the screen. `<etalase-product>` opens it; pages do not need it.
 * The element removes itself when it is closed.
 *
 * @tag etalase-photos
 * @csspart layer - the layer over the page
 * @csspart image - one photo
 * @csspart previous - the button to the photo before
 * @csspart next - the button to the next photo
 * @csspart counter - which photo of how many
 * @csspart zoom - the button that enlarges the photo
 * @csspart close - the button that closes it
 */
export class EtalasePhotos extends LazyElement {
  static override styles: CSSResult[] = [
    ...LazyElement.styles,
    dialogFrameStyles,
    iconButtonStyles,
    galleryStyles,
    photosStyles,
  ];

  static override properties: PropertyDeclarations = {
    photos: { attribute: false },
    start: { attribute: false },
    isZoomed: { state: true },
  };

  declare photos: readonly string[];
  /** index of the first photo in view */
  declare start: number;
  /** The photo in view has its natural size, and is moved by scrolling. */
  declare protected isZoomed: boolean;

  private readonly gallery = new Gallery(this, (photo, say) => this.renderPhoto(photo, say));
  private readonly dialog = new DialogController(this, () => {
    this.remove();
    this.onClosed(this.gallery.index);
  });

  constructor() {
    super();
    this.photos = [];
    this.start = 0;
    this.isZoomed = false;
  }

  protected override firstUpdated(changed: PropertyValues<this>): void {
    super.firstUpdated(changed);
    // The dialog is open by now, so the row has a width.
    void this.updateComplete.then(() => this.gallery.show(this.start));
  }

  protected override get indonesian() {
    return { ...super.indonesian, ...productIndonesian };
  }

  /** called with the index of the last photo in view */
  onClosed: (index: number) => void = () => {};

  /** The arrow keys move an enlarged photo, not the row. */
  private readonly onPhotoKey = (event: KeyboardEvent) => {
    if (this.isZoomed) event.stopPropagation();
  };

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return [];
  }

  /** Keeps the point under the finger, or the middle, where it is. */
  private readonly toggleZoom = async (point?: MouseEvent) => {
    this.isZoomed = !this.isZoomed;
    const photo = this.renderRoot.querySelectorAll<HTMLElement>('.photo')[this.gallery.index];
    const image = photo?.querySelector('img');
    if (!photo || !image) return;
    const before = image.getBoundingClientRect();
    const [x, y] = point
      ? [(point.clientX - before.left) / before.width, (point.clientY - before.top) / before.height]
      : [0.5, 0.5];
    const { naturalWidth, naturalHeight } = image;
    const natural = Math.max(naturalWidth / before.width, naturalHeight / before.height);
    const scale = Math.max(MIN_ZOOM, natural);
    image.style.width = this.isZoomed ? `${before.width * scale}px` : '';
    image.style.height = this.isZoomed ? `${before.height * scale}px` : '';
    await this.updateComplete;
    photo.scrollTo(
      image.offsetWidth * x - photo.clientWidth / 2,
      image.offsetHeight * y - photo.clientHeight / 2,
    );
  };

  private renderPhoto({ address, index, total, isCurrent }: Photo, say: Say) {
    return html`<div
      class="photo"
      role="group"
      tabindex=${isCurrent ? '0' : '-1'}
      aria-label=${say('photo', { n: index + 1, total })}
      @keydown=${this.onPhotoKey}
      @dblclick=${(event: MouseEvent) => void this.toggleZoom(event)}
    >
      <img part="image" alt="" decoding="async" draggable="false" src=${address ?? ''} />
    </div>`;
  }

  protected override renderContent(): unknown {
    const { isZoomed, photos, say } = this;
    return html`<dialog part="layer" aria-label=${say('product')} ?data-zoomed=${isZoomed}>
      ${this.gallery.render(photos, say)}
      <div class="tools">
        <button
          class="round"
          part="zoom"
          aria-label=${say(isZoomed ? 'zoomOut' : 'zoomIn')}
          @click=${() => void this.toggleZoom()}
        >
          ${isZoomed ? zoomOutIcon : zoomInIcon}
        </button>
        <button class="round" part="close" aria-label=${say('close')} @click=${this.dialog.close}>
          ${closeIcon}
        </button>
      </div>
    </dialog>`;
  }
}
