import { envelope } from '../http/json-responses.js';
import { createCatalog, type Catalog, type CatalogOptions } from './generated-catalog.js';
import type { MemberActivity, MemberContent, ShopContent } from './shop-content.js';
import { createMemberHistory, EMPTY_HISTORY, type MemberHistory } from './generated-history.js';
import { bannerCount, imagePath } from '../images/index.js';
import type { Member } from '../state/members.js';
import { pageOf } from './query-parameters.js';
import { flattenCategories, type MemberRow, type PageRow, type SlideRow } from './rows.js';

export interface GeneratedShopOptions extends CatalogOptions {
  /** Whether every list is empty, as in a new shop. */
  readonly empty: boolean;
}

const CUSTOM_PAGES: readonly (readonly [name: string, glyph: string, tone: number])[] = [
  ['Top Up Game', 'game', 4],
  ['Cek Pesanan', 'pesanan', 0],
  ['Promo Minggu Ini', 'promo', 1],
  ['Cara Belanja', 'panduan', 2],
  ['Hubungi Kami', 'chat', 3],
  ['Tentang Toko', 'toko', 5],
];

const pageRows = (publicUrl: string, storefrontPath: string): PageRow[] =>
  CUSTOM_PAGES.map(([name, glyph, tone], index) => ({
    nama_page: name,
    icon_page: publicUrl + imagePath.page(glyph, tone),
    url_kostum_page: `${publicUrl}${storefrontPath}/digital/${String(10_576 + index)}`,
  }));

const slideRows = (publicUrl: string, storefrontPath: string): SlideRow[] =>
  Array.from({ length: bannerCount }, (_, index) => ({
    url_gambar_slide: publicUrl + imagePath.slide(index + 1),
    url_tujuan:
      index === bannerCount - 1
        ? null
        : `${publicUrl}${storefrontPath}/digital/${String(20_100 + index)}`,
  }));

const COMMON_MEMBER_FIELDS = {
  status_akun: 'aktif',
  icon_membership: null,
  block_akses_membership: 'tidak_ada',
} as const;

type Profile = Omit<
  MemberRow,
  keyof typeof COMMON_MEMBER_FIELDS | 'nama_user' | 'email_user' | 'jumlah_saldo'
>;

const profiles: ReadonlyMap<string, Profile> = new Map([
  [
    '130173',
    {
      tanggal_lahir: '1994-04-12',
      nomor_telepon: '6281234567890',
      foto_profil: imagePath.portrait('rina'),
      tanggal_daftar: '2021-02-14',
      status_email: 'verifikasi',
      nama_membership: 'Reseller Gold',
      kode_referral: 'RINA94',
      status_nomor_hp: 'verifikasi',
      jumlah_poin: '1250',
    },
  ],
]);

const DEFAULT_PROFILE: Profile = {
  tanggal_lahir: '1999-09-30',
  nomor_telepon: '6285700001111',
  foto_profil: imagePath.portrait('budi'),
  tanggal_daftar: '2024-11-02',
  status_email: 'belum_verifikasi',
  nama_membership: 'Member',
  kode_referral: 'BUDI99',
  status_nomor_hp: 'belum_verifikasi',
  jumlah_poin: '0',
};

const memberRow = (member: Member, publicUrl: string): MemberRow => {
  const profile = profiles.get(member.id_user) ?? DEFAULT_PROFILE;
  return {
    ...COMMON_MEMBER_FIELDS,
    ...profile,
    nama_user: member.nama_user,
    email_user: member.email_user,
    foto_profil: publicUrl + profile.foto_profil,
    jumlah_saldo: String(member.saldo),
  };
};

/** The saldo at which the generated history of member 130173 ends, whole rupiah. */
const GENERATED_HISTORY_SALDO = 350_000;

const historyOf = (
  member: Member,
  options: GeneratedShopOptions,
  publicUrl: string,
): MemberHistory =>
  member.id_user === '130173' && member.opening === GENERATED_HISTORY_SALDO && !options.empty
    ? createMemberHistory({
        seed: options.seed + 130_173,
        newestAtMs: options.newestAtMs,
        publicUrl,
        storefrontUrl: publicUrl + options.storefrontPath,
        saldo: GENERATED_HISTORY_SALDO,
        points: 1_250,
        saldoNotes: 47,
        pointNotes: 23,
        transactions: 34,
      })
    : EMPTY_HISTORY;

const memberContent = (
  row: MemberRow,
  activity: MemberActivity,
  history: MemberHistory,
): MemberContent => ({
  info: () => envelope({ data: row }),
  notes: (query) =>
    query.tipe === 'poin'
      ? envelope({ page: query.page, data: pageOf(history.pointNotes, query) })
      : envelope({
          page: query.page,
          total_data: query.total_data,
          data: pageOf([...activity.saldoNotes, ...history.saldoNotes], query),
        }),
  transactions: (query) =>
    envelope({
      page: query.page,
      total_data: query.total_data,
      data: pageOf([...activity.transactions, ...history.transactions], query),
    }),
});

const categoryAnswer = (catalog: Catalog, flat: boolean, publicUrl: string): string => {
  const rows = catalog.categories(publicUrl);
  return envelope({ data: flat ? flattenCategories(rows) : rows });
};

/** A shop with generated goods and members; the same options give the same shop. */
export const generatedShop = (options: GeneratedShopOptions): ShopContent => {
  const catalog = createCatalog(
    options.empty ? { ...options, products: 0, categories: 0 } : options,
  );
  return {
    products: (query, view) =>
      envelope({
        page: query.page,
        data: catalog.products(
          { category: query.id_kategori || undefined, search: query.cari_nama_produk },
          (query.page - 1) * query.total_data,
          query.total_data,
          view,
        ),
      }),
    productRows: (from, count, view) => catalog.products({}, from, count, view),
    findProduct: (id, view) => catalog.find(id, view),
    findCategory: (id, publicUrl) =>
      catalog
        .categories(publicUrl)
        .flatMap((category) => [category, ...category.sub_kategori])
        .find(({ id_kategori }) => id_kategori === id),
    categories: (flat, publicUrl) => categoryAnswer(catalog, flat, publicUrl),
    pages: (publicUrl) =>
      envelope({ data: options.empty ? [] : pageRows(publicUrl, options.storefrontPath) }),
    slides: (publicUrl) =>
      envelope({ data: options.empty ? [] : slideRows(publicUrl, options.storefrontPath) }),
    member: (member, activity, publicUrl) =>
      memberContent(memberRow(member, publicUrl), activity, historyOf(member, options, publicUrl)),
  };
};
