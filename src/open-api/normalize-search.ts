/**
 * `cari_nama_produk` takes letters, digits and spaces only (bukaOlshop Open API, GET /app/produk).
 * Accented letters become plain ones; all other characters are dropped, which `hasDropped` reports.
 */
export function normalizeSearch(input: string): { search: string; hasDropped: boolean } {
  const plain = input.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  const allowed = plain.replace(/[^A-Za-z0-9\s]/g, '');
  return {
    search: allowed.replace(/\s+/g, ' ').trim().slice(0, 100),
    hasDropped: allowed.length !== plain.length,
  };
}
