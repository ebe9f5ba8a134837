/** Amounts as people read them. */
const RUPIAH = new Intl.NumberFormat('id-ID');

export const formatRupiah = (amount: number | null): string =>
  amount === null ? '-' : `Rp${RUPIAH.format(amount)}`;
