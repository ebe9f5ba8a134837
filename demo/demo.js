/** The bar below every demo page: links to all scenarios, and the number of Open API requests. */
const pages = {
  '/': 'Embed terpendek',
  '/demo/whole-shop.html': 'Toko utuh',
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
