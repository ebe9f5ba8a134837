/**
 * The bar below every demo page: links to the workshop, the finished pages and all scenarios, and the
 * number of Open API requests.
 */
const pages = {
  '/demo/workshop.html': 'Pembuat kode',
  '/demo/pages/whole-shop.html': 'Halaman: toko utuh',
  '/demo/pages/landing.html': 'Beranda',
  '/demo/pages/fashion.html': 'Busana',
  '/demo/pages/promo.html': 'Promo',
  '/demo/pages/topup.html': 'Isi ulang',
  '/demo/pages/one-game.html': 'Satu game',
  '/demo/pages/pulsa.html': 'Pulsa',
  '/demo/pages/account.html': 'Akun',
  '/': 'Contoh: embed terpendek',
  '/demo/whole-shop.html': 'Mulai cepat',
  '/demo/elements.html': 'Elemen terpisah',
  '/demo/topup.html': 'Top up',
  '/demo/checkout.html': 'Checkout toko',
  '/demo/no-token.html': 'Tanpa token',
  '/demo/templates.html': 'Kartu sendiri',
  '/demo/theming.html': 'Tema',
  '/demo/guest.html': 'Tamu',
  '/demo/failures.html': 'Gangguan',
  '/demo/plain-script.html': 'Skrip biasa',
};

const bar = document.createElement('nav');
bar.className = 'demo-bar';
bar.setAttribute('aria-label', 'Demo');
const count = document.createElement('output');
count.title = 'Permintaan ke Open API sejak demo dimulai';
bar.append(count);
for (const [path, name] of Object.entries(pages)) {
  const link = document.createElement('a');
  link.href = path;
  link.textContent = name;
  if (location.pathname === path) link.setAttribute('aria-current', 'page');
  bar.append(link);
}
document.body.append(bar);

async function showCount() {
  try {
    const response = await fetch('/api/sandbox/shops/demo/log');
    const log = await response.json();
    count.textContent = `${log.count} permintaan`;
  } catch {
    count.textContent = '– permintaan';
  }
}

setInterval(() => {
  if (!document.hidden) void showCount();
}, 2000);
void showCount();
