/** The Indonesian texts of the entry script: product grid, errors. `{n}` is a placeholder. */
export const entryIndonesian = {
  retry: 'Coba lagi',
  loading: 'Memuat…',
  lastVisit: 'Menampilkan data terakhir, {ago}',

  errorSettings: 'Toko ini belum diatur. Isi token toko dulu, ya.',
  errorOffline: 'Tidak ada sambungan internet.',
  errorUnreachable: 'Belum bisa terhubung. Tunggu sebentar, ya.',
  errorTimeout: 'Sambungan terlalu lambat.',
  errorUnauthorized: 'Toko ini tidak dikenali.',
  errorForbidden: 'Bagian ini belum bisa dibuka.',
  errorNotFound: 'Yang Anda cari tidak ada.',
  errorQuota: 'Toko sedang ramai. Tunggu beberapa menit, ya.',
  errorOther: 'Ada gangguan di toko. Tunggu sebentar, ya.',

  products: 'Produk',
  productsFor: 'Hasil untuk “{search}”',
  noProducts: 'Belum ada produk.',
  noProductsFound: 'Tidak ada produk “{search}”.',
  noProductsFoundHint: 'Coba kata lain atau periksa ejaannya.',
  showAll: 'Lihat semua produk',
  soldOut: 'Stok habis',
  gangguan: 'Gangguan',
  closed: 'Tutup',
  lowStock: 'Sisa {n}',
  discount: 'Diskon {n}%',
  noPrice: 'Lihat harga',
};
