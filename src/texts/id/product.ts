/** The Indonesian texts of one product's details and its photos. */
export const productIndonesian = {
  photo: 'Foto {n} dari {total}',
  nextPhoto: 'Foto berikutnya',
  previousPhoto: 'Foto sebelumnya',
  openPhoto: 'Perbesar foto {n} dari {total}',
  zoomIn: 'Perbesar',
  zoomOut: 'Perkecil',
  size: 'Ukuran',
  colour: 'Warna',
  stock: 'Stok',
  condition: 'Kondisi',
  weight: 'Berat',
  note: 'Catatan untuk penjual',
  noteHint: 'Misalnya nomor tujuan atau pesan',
  copied: 'Tautan disalin',
  copyFailed: 'Tautan belum bisa disalin',

  brand: 'Merek',
  sku: 'SKU',
  wholesale: 'Harga grosir',
  wholesaleFrom: 'mulai {n}: {price}',
  productMissing: 'Produk “{name}” tidak ada di toko.',
};
