const numberFormat = new Intl.NumberFormat('id-ID');

export const formatRupiah = (amount: number): string => `Rp${numberFormat.format(amount)}`;
