/** The workshop as a designer uses it: by pointer, keyboard, address and clipboard. */
import { expect } from 'chai';
import { WorkshopApp } from '../../../src/workshop/elements/app.js';
import { defineWorkshop } from '../../../src/workshop/elements/define.js';
import { placeOf } from '../../../src/workshop/place.js';
import { previewOf } from '../../../src/workshop/preview/preview.js';
import { deepQuery, deepQueryAll, deepText, expectAccessible, mount, until } from '../support.js';
import { PAGE_OPTIONS } from './frame-fixture.js';
import { createFixture, json, SANDBOX_PLACE, SCRIPT, type Fixture } from './workshop-fixture.js';

before(defineWorkshop);

interface Shown extends Fixture {
  readonly app: WorkshopApp;
  readonly copied: string[];
  button(label: string): HTMLButtonElement;
  type(id: string, value: string): void;
  order(): string[];
}

async function show(fixture = createFixture()): Promise<Shown> {
  const app = new WorkshopApp();
  const copied: string[] = [];
  app.workshop = fixture.workshop;
  app.copy = (text) => {
    copied.push(text);
    return Promise.resolve();
  };
  mount('<div></div>').append(app);
  await until(() => deepQuery(app, 'ol > li'), 'the form');
  for (const each of deepQueryAll<HTMLDetailsElement>(app, 'details')) each.open = true;
  return Object.assign(fixture, {
    app,
    copied,
    button: (label: string) => {
      const found = deepQueryAll<HTMLButtonElement>(app, 'button').find(
        (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === label,
      );
      if (!found) throw new Error(`no button ${label}`);
      return found;
    },
    type: (id: string, value: string) => {
      const field = deepQuery<HTMLInputElement>(app, id);
      if (!field) throw new Error(`no field ${id}`);
      field.value = value;
      field.dispatchEvent(new Event('input'));
      field.dispatchEvent(new Event('change'));
    },
    order: () => deepQueryAll(app, 'ol li .name').map((each) => each.textContent.trim()),
  });
}

const codeOf = ({ app }: Shown) => deepQuery(app, 'code')?.textContent ?? '';

describe('the form', () => {
  it('makes the code that is shown, and copies exactly that', async () => {
    const shown = await show();
    shown.type('#token', 'abc123');
    shown.type('#script', SCRIPT);
    shown.button('#c2185b').click();
    shown.type('[name=buy]', 'Pesan "cepat"');
    shown.type('#columns', '3');
    shown.button('Gelap').click();
    await until(() => codeOf(shown).includes('columns="3"'), 'the code');
    shown.button('Salin kode').click();
    expect(shown.copied).to.deep.equal([codeOf(shown)]);
    const [code = ''] = shown.copied;
    for (const part of [
      'token="abc123"',
      `src="${SCRIPT}"`,
      '--etalase-accent: #c2185b;',
      'theme="dark"',
      String.raw`texts='{"buy":"Pesan \"cepat\""}'`,
      'id-user="{{id_user}}"',
    ])
      expect(code).to.include(part);
  });

  it('selects the code where a page may not copy', async () => {
    const shown = await show();
    shown.app.copy = () => Promise.reject(new Error('no'));
    shown.button('Salin kode').click();
    await until(() => deepText(shown.app).includes('Belum bisa menyalin'), 'the sentence');
  });

  it('speaks English when it is asked to, and remembers that', async () => {
    const shown = await show();
    shown.button('EN English').click();
    await until(() => deepText(shown.app).includes('Copy code'), 'English');
    expect(deepText(shown.app)).not.to.include('Salin kode');
    expect(Object.values(shown.storage)).to.include('en');
  });

  it('orders by the keyboard, keeps the focus and says where the piece is', async () => {
    const shown = await show();
    expect(shown.order()[0]).to.equal('Pencarian');
    shown.button('Turunkan Pencarian').click();
    await until(() => shown.order()[1] === 'Pencarian', 'the move');
    const focused = () => deepQuery(shown.app, 'workshop-pieces')?.shadowRoot?.activeElement;
    await until(() => focused() === shown.button('Turunkan Pencarian'), 'the focus');
    expect(deepText(shown.app)).to.include('Pencarian sekarang nomor 2 dari 6');
    const key = new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true });
    shown.button('Geser Pencarian').dispatchEvent(key);
    await until(() => shown.order()[0] === 'Pencarian', 'the move back');
    shown.button('Hapus Slide promo').click();
    await until(() => shown.order().length === 5, 'the removal');
  });

  it('orders by dragging a handle', async () => {
    const shown = await show();
    const rows = deepQueryAll(shown.app, 'ol > li');
    const handle = shown.button('Geser Pencarian');
    handle.setPointerCapture = () => {};
    const at = (row: number) => (rows[row]?.getBoundingClientRect().top ?? 0) + 40;
    const point = (type: string, clientY: number) =>
      handle.dispatchEvent(new PointerEvent(type, { clientY, pointerId: 1, bubbles: true }));
    point('pointerdown', at(0));
    point('pointermove', at(2) + 10);
    point('pointerup', at(2));
    await until(() => shown.order()[2] === 'Pencarian', 'the move');
  });

  it('has no fault that axe finds, in both views', async () => {
    const shown = await show(createFixture(() => json({ code: 401 }, 401)));
    shown.type('#token', 'refused');
    shown.type('#script', 'http://x.example/a.js');
    await shown.settle();
    await expectAccessible(shown.app);
    shown.button('Kode').click();
    await until(() => deepQuery(shown.app, '#view-code:not([hidden])'), 'the code');
    await expectAccessible(shown.app);
  });
});

describe('the address', () => {
  it('holds the design, follows the button back, and begins a page', async () => {
    const shown = await show();
    shown.button('#c2185b').click();
    shown.nowMs += 5_000;
    const promo = deepQueryAll<HTMLButtonElement>(shown.app, 'button.page')[1];
    promo?.click();
    await until(() => codeOf(shown).includes('<main class="sale">'), 'the page');
    // The look that was chosen stays.
    expect(codeOf(shown)).to.include('#c2185b');
    expect(shown.addresses).to.have.lengthOf(3);
    const address = String(shown.addresses.pop());
    shown.workshop.followAddress();
    await until(() => !codeOf(shown).includes('<main'), 'the page before');
    const later = createFixture(undefined, undefined, [address]);
    expect(later.workshop.$snippet.get()).to.include('<main class="sale">');
    expect(later.workshop.$snippet.get()).to.include('#c2185b');
  });

  it('keeps one step of the history for a colour that is dragged', async () => {
    const shown = await show();
    for (const colour of ['#000001', '#000002', '#000003']) shown.type('[type=color]', colour);
    expect(shown.addresses).to.have.lengthOf(2);
    expect(shown.addresses[1]).to.include('000003');
  });

  for (const [path, script, proxy] of [
    ['/demo/workshop.html', '/proxy/etalase/latest.js', ''],
    ['/etalase/0.2.0/workshop/index.html', '/etalase/latest.js', ''],
    ['/toko/etalase/0.2.0/workshop/index.html', '/toko/etalase/latest.js', '/toko'],
    ['/unggah/workshop/', '/unggah/etalase.js', null],
  ] as const) {
    it(`of the workshop ${path} says where the script may be`, () => {
      const place = placeOf(new URL(path, 'https://a.example'));
      expect(place.scripts[0]).to.equal(`https://a.example${script}`);
      if (path.includes('/0.2.0/')) expect(place.proxy).to.equal(`https://a.example${proxy ?? ''}`);
      else expect(place.proxy).to.equal('');
    });
  }
});

describe('pasted code', () => {
  it('is read, can be edited, and what is left out is said', async () => {
    const shown = await show();
    shown.type(
      '#paste',
      `<script src="${SCRIPT}" type="module"></script><script>alert(1)</script>
       <etalase-shop token="abc" theme="dark"><etalase-search /><etalase-products columns="4"></etalase-products></etalase-shop>`,
    );
    shown.button('Baca kode').click();
    await until(() => codeOf(shown).includes('columns="4"'), 'the code');
    expect(shown.order()).to.have.lengthOf(2);
    expect(codeOf(shown)).not.to.include('alert');
    expect(deepText(shown.app)).to.include('<script>alert(1)</script>');
    expect(shown.workshop.$connection.get()).to.deep.include({ token: 'abc', script: SCRIPT });
  });

  it('without an element of etalase changes nothing', async () => {
    const shown = await show();
    const before = codeOf(shown);
    shown.type('#paste', '<p>Halo</p>');
    shown.button('Baca kode').click();
    await until(() => deepText(shown.app).includes('Tidak ada elemen Etalase'), 'the sentence');
    expect(codeOf(shown)).to.equal(before);
  });
});

describe('the preview', () => {
  it('is in the colours, the text size and of the shopper that were chosen', () => {
    const page = previewOf(
      '<style>h1 { font-size: 20px; } @media (prefers-color-scheme: dark) { a {} }</style>{{id_user}}',
      { ...PAGE_OPTIONS, isDark: true, isLarge: true, shopper: { id_user: '130173' } },
    );
    expect(page).to.include('h1 { font-size: 40px; } @media (min-width: 0) { a {} }');
    expect(page).to.include('</style>130173');
    const light = previewOf('@media (prefers-color-scheme: dark) {}{{id_user}}', PAGE_OPTIONS);
    expect(light).to.include('@media (max-width: 0) {}{{id_user}}');
  });
});

describe('the example shop', () => {
  it('is offered where it is, and shown in a frame that may only run scripts', async () => {
    const fixture = createFixture(() => json({ code: 200, data: [{}] }), SANDBOX_PLACE);
    const shown = await show(fixture);
    await shown.workshop.start();
    shown.workshop.setConnection({ script: SCRIPT });
    await until(() => deepText(shown.app).includes('Pakai toko contoh'), 'the offer');
    shown.button('Pakai toko contoh').click();
    await until(() => deepQuery(shown.app, 'iframe'), 'the frame');
    const frame = deepQuery<HTMLIFrameElement>(shown.app, 'iframe');
    expect(frame?.getAttribute('sandbox')).to.equal('allow-scripts');
    expect(frame?.srcdoc).to.include('id-user="130173"');
    shown.button('Tamu').click();
    await until(() => frame?.srcdoc.includes('id-user="{{id_user}}"'), 'the guest');
    expect(codeOf(shown)).to.include('id-user="{{id_user}}"');
    shown.workshop.choosePage('promo');
    await until(() => frame?.srcdoc.includes('category="4800"'), 'a category of that shop');
    expect(codeOf(shown)).to.include('category="ID_KATEGORI"');
    expect(deepText(shown.app)).to.include('“ID_KATEGORI” di setelan bagian masih contoh tulisan.');
  });
});
