/** What may happen to the next order: settings and faults of the sandbox's shop, one button each. */
const control = '/api/sandbox/shops/demo';
const smooth = { settleMs: 1500, settleAs: 'done' };
const rina = ['130173', 'demo-user'];
const budi = ['130174', 'demo-user-2'];

const cutAfterEffect = { kind: 'disconnect', effect: 'kept', method: 'POST' };
const choices = [
  { name: 'Lancar' },
  { name: 'Lambat 20 detik', world: { settleMs: 20_000 } },
  { name: 'Penyedia gagal', world: { settleAs: 'failed' } },
  {
    name: 'Jawaban penyedia hilang',
    faults: [{ ...cutAfterEffect, api: 'lapakgaming', path: '/api/order' }],
  },
  {
    name: 'Jawaban potong saldo hilang',
    faults: [{ ...cutAfterEffect, api: 'closed', path: '/member/saldo', times: 1 }],
  },
  {
    name: 'Harga naik',
    prices: { 'lapakgaming/ML78_8-S2': 24_900 },
  },
  { name: 'Saldo kosong', shopper: budi },
];
const usual = { 'lapakgaming/ML78_8-S2': 22_900 };

const send = (method, path, body) =>
  fetch(control + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function play({ world, faults = [], prices, shopper = rina }) {
  await send('PATCH', '', { ...smooth, ...world });
  await send('PUT', '/faults', faults);
  for (const [place, price] of Object.entries({ ...usual, ...prices })) {
    await send('PUT', `/products/${place}`, { price });
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
