/** The Indonesian texts of the search box and the balance card, which no other element needs. */
export const storefrontIndonesian = {
  searchClear: 'Hapus pencarian',
  searchDropped: 'Hanya huruf, angka, dan spasi yang bisa dicari.',
  searchShort: 'Tulis minimal 2 huruf, ya.',
  cart: 'Keranjang',
  notices: 'Notifikasi',

  guestBalance: 'Halo! Masuk dulu untuk lihat saldo dan poin.',
  hello: 'Halo, {name}',
  helloYou: 'Halo!',
  history: 'Riwayat saldo',
  shareReferral: 'Bagikan kode',
  referralText: 'Pakai kode referral saya: {code}',
  referralCopied: 'Kode disalin',
  referralUncopied: 'Kode Anda: {code}',
};
