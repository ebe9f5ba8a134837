/**
 * `cari_nama_produk` takes letters, digits and spaces only (bukaOlshop Open API, GET /app/produk).
 * Accents become plain letters; what else does not fit is dropped, and said to be.
 */
export function cleanSearch(written: string): { search: string; dropped: boolean } {
  const plain = written.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  const kept = plain.replace(/[^A-Za-z0-9\s]/g, '');
  return {
    search: kept.replace(/\s+/g, ' ').trim().slice(0, 100),
    dropped: kept.length !== plain.length,
  };
}
