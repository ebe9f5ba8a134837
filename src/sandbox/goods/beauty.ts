import { physicalGoods } from './good.js';

export const beauty = physicalGoods({ weightGrams: 140 }, [
  ['Serum Niacinamide 10% Cerah', 69_000, 'serum', 7, 'Menyamarkan noda, BPOM terdaftar.'],
  ['Serum Vitamin C Jeruk Purut', 75_000, 'serum', 3, 'Ringan dan cepat meresap.'],
  ['Sunscreen SPF 50 PA++++', 59_000, 'tube', 0, 'Tanpa whitecast, 40 ml.'],
  ['Sabun Wajah Gel Lidah Buaya', 38_000, 'tube', 2, 'pH seimbang untuk kulit sensitif.'],
  ['Lip Cream Matte Senja', 45_000, 'lipstick', 5, 'Tahan delapan jam, tidak kering.'],
  ['Lip Tint Delima', 39_000, 'lipstick', 1, 'Warna segar seharian.'],
  ['Parfum Eau de Parfum Kenanga', 129_000, 'perfume', 5, 'Bunga putih dan vanila, 50 ml.'],
  ['Parfum Pria Kayu Manis', 135_000, 'perfume', 6, 'Hangat dan tahan lama.'],
  ['Body Lotion Beras dan Susu', 42_000, 'pump', 1, 'Melembapkan 24 jam, 400 ml.'],
]);
