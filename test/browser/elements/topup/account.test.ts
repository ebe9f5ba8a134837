/** The account in the form: what is pasted, phone numbers, and accounts that are doubtful. */
import { expect } from 'chai';
import '../../../../src/define.js';
import type { Field, ShelfProduct } from '../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { nameOfRow, PASTED_FIELDS, pastedProduct } from '../../../support/pasted-fields.js';
import { deepQuery, deepText, expectAccessible, mount, until } from '../../support.js';
import {
  DIAMONDS,
  field,
  fillInput,
  mountFilled,
  part,
  parts,
  PRODUCT,
  TopupFixture,
  topupTag,
  wordsOf,
} from './topup-fixture.js';

afterEach(() => {
  closePurchaseClients();
  setPlatform({});
});

const [firstItem] = DIAMONDS.items;
if (!firstItem) throw new Error('no item');

async function mountForm(
  fixture: TopupFixture,
  product: Partial<ShelfProduct>,
): Promise<HTMLElement> {
  fixture.setProduct({ ...DIAMONDS, items: [firstItem!], ...product });
  const element = mount(topupTag(fixture, PRODUCT));
  await until(() => parts(element, 'item').length > 0, 'the amounts');
  return element;
}

const says = (element: Element, text: string) =>
  until(() => deepText(element).includes(text), `“${text}”`);
const goOn = (element: Element) => part(element, 'next')?.click();
const sheet = (element: Element) =>
  until(() => deepQuery(element, 'dialog.shown'), 'the confirmation');
const focused = (element: Element) => element.shadowRoot?.activeElement;
const isFaulty = (element: Element, name: string) =>
  field(element, name).getAttribute('aria-invalid') === 'true';

/** The fields of the request to `path`, once there is one. */
async function sentTo({ proxy }: TopupFixture, path: string): Promise<unknown> {
  const find = () => proxy.requests.find((each) => each.path.endsWith(path));
  const { body } = await until(find, `a request to ${path}`);
  return (JSON.parse(body) as { fields: unknown }).fields;
}

function paste(input: HTMLInputElement, text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(
    new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertFromPaste' }),
  );
}

describe('a pasted value', () => {
  for (const row of PASTED_FIELDS) {
    const sent =
      row.sent === null
        ? null
        : {
            account: row.sent,
            ...(row.besideSent !== undefined && { second: row.besideSent }),
          };

    it(`${nameOfRow(row)} is taken, or refused with a sentence`, async () => {
      const fixture = new TopupFixture();
      const element = await mountForm(fixture, pastedProduct(row));
      // An input of one line holds no line breaks.
      paste(field(element, 'account'), row.pasted);
      await until(() => !sent || field(element, 'account').value === sent.account, 'the value');
      goOn(element);
      if (sent === null) {
        await until(() => isFaulty(element, 'account'), 'the fault');
        expect(deepQuery(element, '.fault')?.textContent.trim()).not.to.equal('');
        expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(0);
        return;
      }
      expect(await sentTo(fixture, '/nicknames')).to.deep.equal(sent);
      expect(await sentTo(fixture, '/quotes')).to.deep.equal(sent);
    });

    it(`${nameOfRow(row)} is the same when it is typed`, async () => {
      const fixture = new TopupFixture();
      const element = await mountForm(fixture, pastedProduct(row));
      fillInput(field(element, 'account'), row.pasted, false);
      expect(field(element, 'account').value).to.equal(row.pasted.replace(/\n/g, ''));
      fillInput(field(element, 'account'), row.pasted);
      await until(() => isFaulty(element, 'account') === (sent === null), 'the verdict');
      if (sent) await until(() => field(element, 'account').value === sent.account, 'the value');
    });
  }

  it('of an id and a zone replaces the zone of before', async () => {
    const element = await mountFilled(new TopupFixture());
    paste(field(element, 'user_id'), '87654321 (3002)');
    await until(() => field(element, 'zone_id').value === '3002', 'the zone');
    expect(field(element, 'user_id').value).to.equal('87654321');
    paste(field(element, 'user_id'), '8765 4321');
    expect(field(element, 'user_id').value).to.equal('87654321');
    expect(field(element, 'zone_id').value).to.equal('3002');
  });

  it('is never cut', async () => {
    const fixture = new TopupFixture();
    const element = await mountForm(fixture, { fields: [DIAMONDS.fields[0]!] });
    expect(field(element, 'user_id').maxLength).to.equal(-1);
    paste(field(element, 'user_id'), `${'\u200b'.repeat(120)}12345678`);
    goOn(element);
    await sheet(element);
    expect(await sentTo(fixture, '/quotes')).to.deep.equal({ user_id: '12345678' });
  });
});

describe('a phone number', () => {
  const phone: Field = { name: 'nomor', label: 'Nomor HP', type: 'number', required: true };
  const telkomsel = { title: 'Pulsa Telkomsel', fields: [phone] };

  it('has the keyboard and the autofill of one, and names its operator', async () => {
    const element = await mountForm(new TopupFixture(), telkomsel);
    const input = field(element, 'nomor');
    expect([input.type, input.inputMode, input.autocomplete]).to.deep.equal([
      'tel',
      'tel',
      'tel-national',
    ]);
    expect(part(element, 'operator')).to.equal(null);
    fillInput(input, '+62 812-3456-7890');
    await until(() => wordsOf(element, 'operator') === 'Telkomsel', 'the operator');
    expect(input.value).to.equal('081234567890');
    await expectAccessible(element);
  });

  it('has 10 to 13 digits', async () => {
    const element = await mountForm(new TopupFixture(), telkomsel);
    fillInput(field(element, 'nomor'), '123');
    await says(element, 'Nomor HP 10 sampai 13 angka');
    await expectAccessible(element);
  });

  it('of another operator is questioned, and not refused', async () => {
    const fixture = new TopupFixture();
    const element = await mountForm(fixture, telkomsel);
    fillInput(field(element, 'nomor'), '0857 3456 7890');
    await says(element, 'Nomor ini sepertinya Indosat, bukan Telkomsel.');
    goOn(element);
    await until(() => focused(element) === part(element, 'proceed'), 'the question');
    expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(0);
    await expectAccessible(element);
    part(element, 'proceed')?.click();
    await sheet(element);
    expect(await sentTo(fixture, '/quotes')).to.deep.equal({ nomor: '085734567890' });
  });

  it('is none where a number is meant', async () => {
    const number = { ...phone, label: 'Nomor' };
    const element = await mountForm(new TopupFixture(), { title: 'Token PLN', fields: [number] });
    expect(field(element, 'nomor').type).to.equal('text');
    expect(field(element, 'nomor').inputMode).to.equal('numeric');
  });
});

describe('a label', () => {
  for (const [label, shown, sentence, placeholder] of [
    ['Masukkan User ID', 'User ID', 'Isi User ID dulu, ya.', ''],
    ['User ID (contoh: 12345678)', 'User ID', 'Isi User ID dulu, ya.', '12345678'],
    [
      'Nomor telepon, misalnya 081234567890',
      'Nomor telepon',
      'Isi Nomor telepon dulu, ya.',
      '081234567890',
    ],
    ['Please enter your Player ID:', 'Player ID', 'Isi Player ID dulu, ya.', ''],
    ['User ID (tanpa spasi)', 'User ID (tanpa spasi)', 'Isi User ID dulu, ya.', ''],
  ] as const) {
    it(`“${label}” fits into a sentence`, async () => {
      const fields = [{ name: 'id', label, type: 'text', required: true }] as const;
      const element = await mountForm(new TopupFixture(), { fields: [...fields] });
      expect(deepQuery(element, 'label[for=field-0]')?.textContent.trim()).to.equal(shown);
      expect(field(element, 'id').placeholder).to.equal(placeholder);
      goOn(element);
      await says(element, sentence);
    });
  }
});

describe('an account that is not found', () => {
  const unknown = async () => {
    const fixture = new TopupFixture();
    fixture.nickname = ({ user_id }) => Promise.resolve(user_id === '1' ? 'Rara' : null);
    fixture.foundWithoutName = false;
    const element = await mountFilled(fixture);
    await says(element, 'Akun ini tidak ditemukan.');
    return { fixture, element };
  };

  it('is said in red, and takes one explicit act to pay for', async () => {
    const { fixture, element } = await unknown();
    await expectAccessible(element);
    for (let taps = 0; taps < 3; taps += 1) goOn(element);
    await until(() => focused(element) === part(element, 'proceed'), 'the question');
    expect(deepQuery(element, 'dialog.shown')).to.equal(null);
    expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(0);
    part(element, 'proceed')?.click();
    await sheet(element);
    part(element, 'close')?.click();
    await until(() => !deepQuery(element, 'dialog.shown'), 'the sheet to close');
    await until(() => focused(element) === part(element, 'next'), 'the focus to return');
    expect(part(element, 'proceed')).to.equal(null);
    goOn(element);
    await sheet(element);
  });

  it('is asked about again once it was another', async () => {
    const { element } = await unknown();
    part(element, 'proceed')?.click();
    await sheet(element);
    part(element, 'close')?.click();
    await until(() => !deepQuery(element, 'dialog.shown'), 'the sheet to close');
    fillInput(field(element, 'user_id'), '1');
    await until(() => wordsOf(element, 'nickname') === 'Nama akun: Rara', 'the name');
    fillInput(field(element, 'user_id'), '12345678');
    await until(() => part(element, 'proceed'), 'the question');
  });

  it('asks for an amount first', async () => {
    const fixture = new TopupFixture();
    fixture.nickname = () => Promise.resolve(null);
    fixture.foundWithoutName = false;
    fixture.setProduct(DIAMONDS);
    const element = mount(topupTag(fixture, PRODUCT));
    await until(() => parts(element, 'item').length > 0, 'the amounts');
    fillInput(field(element, 'user_id'), '12345678');
    fillInput(field(element, 'zone_id'), '2001');
    (await until(() => part(element, 'proceed'), 'the question')).click();
    await says(element, 'Pilih nominal dulu, ya.');
    expect(focused(element)?.getAttribute('name')).to.equal('item');
  });
});

describe('an account that cannot be checked', () => {
  it('is a quiet line, and blocks nothing', async () => {
    const fixture = new TopupFixture();
    fixture.proxy.faults.push({ path: '/v1/nicknames', kind: 'upstream_unavailable' });
    const element = await mountFilled(fixture);
    await says(element, 'Nama akun belum bisa dicek.');
    expect(part(element, 'proceed')).to.equal(null);
    await expectAccessible(element);
    goOn(element);
    await sheet(element);
  });

  it('is waited for when the shopper goes on, but not for ever', async () => {
    const fixture = new TopupFixture();
    let answer = (_name: string | null) => {};
    fixture.nickname = () => new Promise((resolve) => (answer = resolve));
    const element = await mountFilled(fixture);
    await until(() => fixture.proxy.requestCount('POST /v1/nicknames') === 1, 'the question');
    goOn(element);
    goOn(element);
    await until(() => fixture.waits.length > 0, 'the wait');
    expect(part(element, 'next')?.getAttribute('aria-disabled')).to.equal('true');
    expect(fixture.proxy.requestCount('POST /v1/quotes')).to.equal(0);
    fixture.endWaits();
    await says(element, 'Nama akun belum bisa dicek.');
    await sheet(element);
    answer('too late');
  });

  it('stops one who goes on when it turns out to be unknown', async () => {
    const fixture = new TopupFixture();
    let answer = (_name: string | null) => {};
    fixture.nickname = () => new Promise((resolve) => (answer = resolve));
    fixture.foundWithoutName = false;
    const element = await mountFilled(fixture);
    await until(() => fixture.proxy.requestCount('POST /v1/nicknames') === 1, 'the question');
    goOn(element);
    await until(() => fixture.waits.length > 0, 'the wait');
    answer(null);
    await until(() => focused(element) === part(element, 'proceed'), 'the question');
    fixture.endWaits();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(deepQuery(element, 'dialog.shown')).to.equal(null);
  });
});

describe('the steps', () => {
  const stepsOf = (element: Element) =>
    parts(element, 'step-number').map((each) => each.textContent);

  it('are numbered: account, amount, pay', async () => {
    const element = await mountForm(new TopupFixture(), {});
    expect(stepsOf(element)).to.deep.equal(['1', '2', '3']);
    const [account, items] = [part(element, 'account')!, part(element, 'items')!];
    expect(account.compareDocumentPosition(items)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('begin with the amount where there is no account', async () => {
    const element = await mountForm(new TopupFixture(), { fields: [] });
    expect(stepsOf(element)).to.deep.equal(['1', '2']);
    expect(part(element, 'items')?.textContent).to.match(/^\s*1\s*Pilih nominal/);
  });
});
