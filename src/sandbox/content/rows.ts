/** The rows of the Open API, with the names and types of its documentation's examples. */

export interface ProductRow {
  id_produk: string;
  id_kategori: string;
  nama_produk: string;
  /** Whole rupiah. */
  harga_produk: number;
  /** The price before a discount, or 0. */
  harga_produk_asli: number;
  deskripsi_singkat: string;
  /** May hold markup. */
  deskripsi_panjang: string;
  kondisi_produk: string;
  stok: number;
  /** Grams. */
  berat: number;
  tanggal: string;
  ukuran: string[] | null;
  warna: string[] | null;
  gambar_utama: string;
  list_gambar: string[];
  url_produk: string;
}

export interface SubCategoryRow {
  id_kategori: string;
  nama_kategori: string;
  gambar_kategori: string;
  url_kategori: string;
  tipe_kategori: 'utama' | 'sub';
}

export interface CategoryRow extends SubCategoryRow {
  sub_kategori: SubCategoryRow[];
}

/** Every category followed by its subcategories, as `struktur=flat` lists them. */
export const flattenCategories = (
  categories: readonly { readonly sub_kategori: readonly object[] }[],
): object[] => categories.flatMap(({ sub_kategori, ...category }) => [category, ...sub_kategori]);

export interface PageRow {
  nama_page: string;
  icon_page: string;
  url_kostum_page: string;
}

export interface SlideRow {
  url_gambar_slide: string;
  url_tujuan: string | null;
}

/** The address of the page of one transaction. */
export const transactionLink = (storefrontUrl: string, number: string): string =>
  `${storefrontUrl}/akun/?page=transaksi&nomor=${number}`;

/** The documented texts of a payment by saldo and of its refund. */
export const transactionNote = (type: SaldoNoteRow['tipe_jumlah'], number: string): string =>
  type === 'kurang'
    ? `Member melakukan transaksi menggunakan saldo (#${number})`
    : `Pengembalian saldo dari transaksi ${number} yang otomatis dibatalkan.`;

export interface SaldoNoteRow {
  informasi_catatan: string;
  jumlah_dana: string;
  tipe_jumlah: 'tambah' | 'kurang';
  tipe_mutasi: string;
  tanggal: string;
  /** The balance after this change. */
  saldo_terakhir: string;
  link_transaksi: string;
  nomor_pembayaran: string;
  catatan_saldo: string;
}

export interface PointNoteRow {
  kategori_poin: string;
  tipe_jumlah: 'tambah' | 'kurang';
  jumlah_poin: string;
  tanggal_poin: string;
  /** The points after this change. */
  total_poin_terakhir: string;
  link_transaksi: string;
}

export interface TransactionRow {
  nomor_pembayaran: string;
  status_bayar: string;
  status_pengiriman: string;
  tanggal: string;
  nama_barang: string;
  url_gambar_produk: string;
  link_transaksi: string;
}

export interface MemberRow {
  nama_user: string;
  email_user: string;
  tanggal_lahir: string;
  nomor_telepon: string;
  foto_profil: string;
  tanggal_daftar: string;
  status_akun: string;
  status_email: string;
  nama_membership: string;
  icon_membership: string | null;
  block_akses_membership: string;
  kode_referral: string;
  status_nomor_hp: string;
  /** Whole rupiah, in digits. */
  jumlah_saldo: string;
  jumlah_poin: string;
}
