/** Indonesian texts of the top-up up to the confirmation; loaded with it. */
export const topupIndonesian = {
  topups: 'Top up',
  topupFind: 'Cari game atau layanan',
  topupFound: '{n} ditemukan',
  topupNoneFound: 'Tidak ada “{search}”. Coba kata lain, ya.',
  topupNone: 'Belum ada layanan top up di sini.',
  topupOff: 'Layanan ini sedang tidak tersedia.',
  topupMissing: 'Layanan ini sudah tidak ada.',
  topupOther: 'Ganti layanan',
  topupPartFailed: 'Bagian ini belum bisa dimuat. Kami coba lagi begitu sambungan kembali.',
  topupNoItems: 'Belum ada nominal untuk saat ini.',

  topupItems: 'Pilih nominal',
  topupItem: 'nominal',
  topupOnInvoice: 'Sesuai invoice',
  topupAccount: 'Data akun',
  topupRemember: 'Ingat di perangkat ini',
  topupSelect: 'Pilih…',
  topupOptional: 'boleh kosong',
  topupChecking: 'Mencari nama akun…',
  topupNickname: 'Nama akun: {name}',

  faultRequired: 'Isi {name} dulu, ya.',
  faultTooLong: 'Terlalu panjang, paling banyak {n} huruf.',
  faultNumber: 'Tulis dengan angka saja.',
  faultOption: 'Pilih salah satu, ya.',
  faultSpace: 'Tulis tanpa spasi.',
  faultOther: 'Periksa lagi isian ini, ya.',

  topupTotal: 'Total',
  topupNext: 'Lanjut',
  topupLogIn: 'Masuk untuk beli',

  problemProvider: 'Layanan ini sedang gangguan. Tunggu sebentar, ya.',
};
