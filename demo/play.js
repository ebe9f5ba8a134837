/** Buttons that decide how the next order goes, by settings, faults and prices of the shop `demo`. */
const control = '/api/sandbox/shops/demo';
const DEFAULT_SETTINGS = { settleMs: 1500, settleAs: 'done' };
const rina = ['130173', 'demo-user'];
const budi = ['130174', 'demo-user-2'];

const lostResponse = { kind: 'disconnect', effect: 'kept', method: 'POST' };
const choices = [
  { name: 'Lancar' },
  { name: 'Lambat 20 detik', settings: { settleMs: 20_000 } },
  { name: 'Penyedia gagal', settings: { settleAs: 'failed' } },
  {
    name: 'Jawaban penyedia hilang',
    faults: [{ ...lostResponse, api: 'lapakgaming', path: '/api/order' }],
  },
  {
    name: 'Jawaban potong saldo hilang',
    faults: [{ ...lostResponse, api: 'closed', path: '/member/saldo', times: 1 }],
  },
  {
    name: 'Harga naik',
    prices: { 'lapakgaming/ML78_8-S2': 24_900 },
  },
  { name: 'Saldo kosong', shopper: budi },
];
const DEFAULT_PRICES = { 'lapakgaming/ML78_8-S2': 22_900 };

const send = (method, path, body) =>
  fetch(control + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function play({ settings, faults = [], prices, shopper = rina }) {
  await send('PATCH', '', { ...DEFAULT_SETTINGS, ...settings });
  await send('PUT', '/faults', faults);
  for (const [product, price] of Object.entries({ ...DEFAULT_PRICES, ...prices })) {
    await send('PUT', `/products/${product}`, { price });
  }
  const shop = document.querySelector('etalase-shop');
  const [id, token] = shopper;
  shop.setAttribute('id-user', id);
  shop.setAttribute('token-user', token);
}

const form = document.getElementById('play');
for (const choice of choices) {
  const button = document.createElement('button');
  button.textContent = choice.name;
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => {
    for (const each of form.children) {
      each.setAttribute('aria-pressed', String(each === button));
    }
    void play(choice);
  });
  form.append(button);
}
form.addEventListener('submit', (event) => event.preventDefault());
