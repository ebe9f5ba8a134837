/** The Indonesian texts of what a list of products has beside its first cards. */
export const listToolsIndonesian = {
  sort: 'Urutkan',
  sortDefault: 'Terbaru',
  sortCheap: 'Harga terendah',
  sortExpensive: 'Harga tertinggi',
  sortName: 'Nama A–Z',
  sortDiscount: 'Diskon terbesar',
  newProduct: 'Baru',
  more: 'Muat lagi',
  moreFailed: 'Belum bisa memuat lagi.',
};
