/** The Indonesian texts of one product's details that the proxy adds, and where there is no product. */
export const productIndonesian = {
  brand: 'Merek',
  sku: 'SKU',
  wholesale: 'Harga grosir',
  wholesaleFrom: 'mulai {n}: {price}',
  productMissing: 'Produk “{name}” tidak ada di toko.',
};
