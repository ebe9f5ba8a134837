/**
 * Loads the form's chunk while its product is loading, and holds its place with a skeleton. Passes on what
 * the choice asks of the form.
 */
import type { CSSResult, LitElement } from 'lit';
import { html } from 'lit';
import type { Order } from '../../proxy/contract.js';
import type { AccountCheck, PurchaseRequest } from '../../purchase/checkout/state.js';
import type { FieldError, Outcome } from '../../purchase/purchase-client.js';
import type { Say } from '../../texts/texts.js';
import { LatestTask } from '../controllers/latest-task.js';
import type { FormContext, FormState, FormSubject } from './form/form-state.js';
import type * as formModule from './topup-form.js';

export class FormLoader {
  private readonly module: LatestTask<typeof formModule>;
  private loadedForm: formModule.TopupForm | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly onNext: (request: PurchaseRequest) => void,
    private readonly refresh: () => void,
    /** the element's own styles, which come before the form's */
    private readonly styles: readonly CSSResult[],
  ) {
    this.module = new LatestTask(host);
  }

  /** Of the chunk. */
  get state() {
    return this.module.state;
  }

  get isLoaded(): boolean {
    return this.module.value !== null;
  }

  get account(): AccountCheck {
    return this.loadedForm?.accountCheck ?? { status: 'none' };
  }

  private get form(): formModule.TopupForm | null {
    const { value } = this.module;
    if (value && !this.loadedForm) {
      this.loadedForm = new value.TopupForm(this.host, this.onNext, this.refresh);
      this.adoptStyles(value.TopupForm.styles);
    }
    return this.loadedForm;
  }

  /** The form's Indonesian texts, once they are loaded. */
  get texts(): (typeof formModule.TopupForm)['texts'] | null {
    return this.module.value?.TopupForm.texts ?? null;
  }

  /** The product that the number has chosen among those of the operators. */
  get pickedId(): string | null {
    return this.loadedForm?.pickedId ?? null;
  }

  /** Starts to load the chunk, unless that has been tried. */
  load(): void {
    this.module.run('', importForm);
  }

  readonly reset = (): void => this.module.reset();

  setSubject(subject: FormSubject, context: FormContext, say: Say): void {
    this.form?.setSubject(subject, context, say);
  }

  repeat(order: Order): boolean {
    return this.form?.repeat(order) === true;
  }

  showFieldErrors(errors: readonly FieldError[]): void {
    this.form?.showFieldErrors(errors);
  }

  submit(): void {
    this.form?.submit(null);
  }

  private adoptStyles(styles: readonly CSSResult[]): void {
    const { renderRoot } = this.host;
    if (!(renderRoot instanceof ShadowRoot)) return;
    const sheets = Array.from(renderRoot.adoptedStyleSheets);
    sheets.splice(this.styles.length, 0, ...styles.flatMap(({ styleSheet }) => styleSheet ?? []));
    renderRoot.adoptedStyleSheets = sheets;
  }

  render(say: Say, state: FormState): unknown {
    return this.form?.render(say, state) ?? formSkeleton;
  }
}

const importForm = (): Promise<Outcome<typeof formModule>> =>
  import('./topup-form.js').then(
    (value) => ({ ok: true, value }),
    () => ({ ok: false, code: 'offline' }),
  );

export const itemsSkeleton = html`<div class="block">
  <div class="skeleton-shape skeleton-label"></div>
  <div class="items">
    ${Array.from({ length: 6 }, () => html`<div class="item skeleton-shape"></div>`)}
  </div>
</div>`;

const fieldSkeleton = html`<div class="field">
  <div class="skeleton-shape skeleton-line"></div>
  <div class="skeleton-shape skeleton-box"></div>
</div>`;

/** As high as the form of a game with an id and a zone. */
export const formSkeleton = html`<div class="form">
  <div class="block">
    <div class="skeleton-shape skeleton-label"></div>
    <div class="fields">${fieldSkeleton}${fieldSkeleton}</div>
    <div class="answer"></div>
    <div class="remember"></div>
  </div>
  ${itemsSkeleton}
  <div class="bar">
    <div class="skeleton-shape skeleton-total"></div>
    <div class="skeleton-shape skeleton-next"></div>
  </div>
</div>`;
