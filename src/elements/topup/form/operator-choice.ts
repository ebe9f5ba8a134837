/**
 * Pulsa and data: the number comes first, and its operator chooses the product. The shopper may choose
 * another one, since prefixes move between operators.
 */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Field, ShelfProduct } from '../../../proxy/contract.js';
import { isOfOperator, isPhoneField } from '../../../proxy/contract.js';
import type { Fields } from '../../../purchase/purchase-client.js';
import type { Say } from '../../../texts/texts.js';
import type { ProductTile } from '../tiles/product-tiles.js';

export class OperatorChoice {
  /** The product that the number, or the shopper, has chosen. */
  pickedId: string | null = null;
  /** Stands for the product until one is chosen; `null` where the form is for one product. */
  placeholder: ShelfProduct | null = null;

  private group: ProductTile | null = null;
  /** The product of the number's operator. */
  private operatorId: string | null = null;

  constructor(private readonly host: LitElement) {}

  /** The id under which numbers are remembered, for all operators. */
  get id(): string | null {
    return this.group?.id ?? null;
  }

  private readonly onPick = (id: string) => {
    this.pickedId = id;
    this.host.requestUpdate();
  };

  /** @param group the tile of all operators */
  setGroup(group: ProductTile | null, say: Say): void {
    this.group = group;
    this.pickedId = this.operatorId = null;
    this.placeholder = group && placeholderOf(group, say);
  }

  /** A number of another operator chooses another product. */
  pickFor(fields: Fields, product: ShelfProduct): void {
    if (!this.placeholder) return;
    const { phone = '' } = this.toSaved(fields, product);
    const found = this.group?.operators?.find(({ title }) => isOfOperator(phone, title));
    const id = found?.id ?? null;
    if (id !== null && id !== this.operatorId) this.pickedId = id;
    this.operatorId = id;
    this.host.requestUpdate();
  }

  /** Numbers are remembered under one name for all operators. */
  toSaved(fields: Fields, product: ShelfProduct): Fields {
    return this.placeholder ? movePhone(fields, product, this.placeholder) : fields;
  }

  fromSaved(fields: Fields, product: ShelfProduct): Fields {
    return this.placeholder ? movePhone(fields, this.placeholder, product) : fields;
  }

  render(say: Say) {
    const { operators } = this.group ?? {};
    if (!operators) return nothing;
    return html`<div
      class="chips"
      part="operators"
      role="group"
      aria-label=${say('topupOperators')}
    >
      ${operators.map(
        ({ id, title }) =>
          html`<button
            class="chip"
            type="button"
            part="operator-choice"
            aria-pressed=${id === this.pickedId}
            @click=${() => this.onPick(id)}
          >
            <span dir="auto">${title}</span>
          </button>`,
      )}
    </div>`;
  }
}

function placeholderOf({ id, title, kind }: ProductTile, say: Say): ShelfProduct {
  const phone: Field = { name: 'phone', label: say('topupPhone'), type: 'number', required: true };
  return {
    ...{ id, title, kind, category: kind, image: null, note: null },
    ...{ description: null, instruction: null, fields: [phone], items: [], read_at: '' },
  };
}

/** The phone number among the values, under the name that `product` has for it. */
export function movePhone(values: Fields, from: ShelfProduct, product: ShelfProduct): Fields {
  const nameIn = (owner: ShelfProduct) =>
    owner.fields.find((field) => isPhoneField(owner, field))?.name;
  const [former, name] = [nameIn(from), nameIn(product)];
  const phone = former === undefined ? undefined : values[former];
  return name === undefined || phone === undefined ? {} : { [name]: phone };
}
