/**
 * The example answers in bukaOlshop's documentation of Open API 1.1, verbatim, `\/` escapes included.
 * They are raw text, so that parsers are tested on the documented bytes, not on a formatter's output.
 * Browser tests import this file: it must not need Node.
 */
export const DOCUMENTED_ANSWERS = {
  produk: String.raw`{
"code": 200,
"status": "ok",
"page": 1,
"data": [
{
"id_produk": "2046567",
"id_kategori": "2",
"nama_produk": "pulsa telkom 20rb",
"harga_produk": 21000,
"harga_produk_asli": 0,
"deskripsi_singkat": "",
"deskripsi_panjang": "pulsa telkom",
"kondisi_produk": "Ready Stock",
"stok": 600,
"berat": 0,
"tanggal": "2023-07-22 00:01:38",
"ukuran": null,
"warna": null,
"gambar_utama": "https://bukaolshop.s3-id-jkt-1.kilatstorage.id/112299/441903822j.jpg",
"list_gambar": [
"https://bukaolshop.s3-id-jkt-1.kilatstorage.id/112299/441903822j.jpg"
],
"url_produk": "https://olshopgue.bukaolshop.site/produk/omni-2046567"
},
{
"id_produk": "277074",
"id_kategori": "2",
"nama_produk": "Baju baru",
"harga_produk": 40000,
"harga_produk_asli": 0,
"deskripsi_singkat": "desk singkat",
"deskripsi_panjang": "desk panjang",
"kondisi_produk": "Baru",
"stok": 23,
"berat": 100,
"tanggal": "2020-11-16 01:26:27",
"ukuran": ["L","M","XL"],
"warna": ["Ungu","Biru","Hitam"],
"gambar_utama": "https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/440277426c.jpg",
"list_gambar": [
"https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/440277426c.jpg",
"https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/512421523d.jpg"
],
"url_produk": "https://olshopgue.bukaolshop.site/produk/bag-277074"
}
]
}`,

  kategori: String.raw`{
"code": 200,
"status": "ok",
"data": [
{
"id_kategori": "2",
"nama_kategori": "Sepatu",
"gambar_kategori": "https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/666180ka.jpg",
"url_kategori": "https://olshopgue.bukaolshop.site/kategori/sepatu-2",
"tipe_kategori": "utama",
"sub_kategori": [
{
"id_kategori": "5387",
"nama_kategori": "Celana",
"gambar_kategori": "https://storage1.bukaolshop.com/images/1/kategori/902346.jpg",
"url_kategori": "https://olshopgue.bukaolshop.site/kategori/celana-5387",
"tipe_kategori": "sub"
},
{
"id_kategori": "23533",
"nama_kategori": "hai",
"gambar_kategori": "https://storage1.bukaolshop.com/images/1/kategori/902346.jpg",
"url_kategori": "https://olshopgue.bukaolshop.site/kategori/hai-23533",
"tipe_kategori": "sub"
}
]
},
{
"id_kategori": "55421",
"nama_kategori": "Pulsa Cek",
"gambar_kategori": "https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/528828ka.jpg",
"url_kategori": "https://olshopgue.bukaolshop.site/kategori/pulsa-cek-55421",
"tipe_kategori": "utama",
"sub_kategori": []
}
]
}`,

  kostumpage: String.raw`{
"code": 200,
"status": "ok",
"data": [
{
"nama_page": "Nama Halaman",
"icon_page": "https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/485323co.png",
"url_kostum_page": "https://olshopgue.bukaolshop.site/digital/10576"
},
{
"nama_page": "Test Halaman",
"icon_page": "https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/698320co.png",
"url_kostum_page": "https://olshopgue.bukaolshop.site/digital/24672"
}
]
}`,

  slide: String.raw`{
"code": 200,
"status": "ok",
"data": [
{
"url_gambar_slide": "https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/677893sl.jpg",
"url_tujuan": "https://olshopgue.bukaolshop.site/digital/3"
},
{
"url_gambar_slide": "https://bukaolshop.s3-id-jkt-1.kilatstorage.id/1/897133sl.jpg",
"url_tujuan": null
}
]
}`,

  'user-info': String.raw`{
"code": 200,
"status": "ok",
"data": {
"nama_user": "User name",
"email_user": "user@gmail.com",
"tanggal_lahir": "1998-11-08",
"nomor_telepon": "62821288454822",
"foto_profil": "link gambar",
"tanggal_daftar": "2020-11-23",
"status_akun": "aktif",
"status_email": "belum_verifikasi",
"nama_membership": "Basic reseller",
"icon_membership": null,
"block_akses_membership": "tidak_ada",
"kode_referral": "MYREF",
"status_nomor_hp": "belum_verifikasi",
"jumlah_saldo": "50000",
"jumlah_poin": "500"
}
}`,

  'catatan-saldo': String.raw`{
"code": 200,
"status": "ok",
"page": 1,
"total_data":10,
"data": [
{
"informasi_catatan": "Pengembalian saldo dari transaksi 875169634 yang otomatis dibatalkan.",
"jumlah_dana": "3423",
"tipe_jumlah": "tambah",
"tipe_mutasi": "transaksi",
"tanggal": "2023-07-27 15:17:11",
"saldo_terakhir": "12114",
"link_transaksi":"https:\/\/olshopgue.bukaolshop.site\/akun\/?page=transaksi&nomor=875169634",
"nomor_pembayaran":"875169634",
"catatan_saldo":""
},
{
"informasi_catatan": "Member melakukan transaksi menggunakan saldo (#412512535474)",
"jumlah_dana": "3423",
"tipe_jumlah": "kurang",
"tipe_mutasi": "transaksi",
"tanggal": "2023-07-27 15:17:11",
"saldo_terakhir": "8691",
"link_transaksi":"https:\/\/olshopgue.bukaolshop.site\/akun\/?page=transaksi&nomor=412512535474",
"nomor_pembayaran":"412512535474",
"catatan_saldo":""
}
]
}`,

  'catatan-poin': String.raw`{
"code": 200,
"status": "ok",
"page": 1,
"data": [
{
"kategori_poin": "Transaksi Selesai, Komisi untuk upline dari fitur referral",
"tipe_jumlah": "tambah",
"jumlah_poin": "8",
"tanggal_poin": "2023-03-28 03:57:01",
"total_poin_terakhir": "123",
"link_transaksi": "https://olshopgue.bukaolshop.site/akun/?page=transaksi&nomor=96116232910"
},
{
"kategori_poin": "Transaksi Selesai, Komisi untuk upline dari fitur referral",
"tipe_jumlah": "tambah",
"jumlah_poin": "62",
"tanggal_poin": "2023-03-28 03:48:02",
"total_poin_terakhir": "115",
"link_transaksi": "https://olshopgue.bukaolshop.site/akun/?page=transaksi&nomor=78373232879"
}
]
}`,

  transaksi: String.raw`{
"code": 200,
"status": "ok",
"page": 1,
"total_data":10,
"data": [
{
"nomor_pembayaran": "875169634",
"status_bayar": "di batalkan",
"status_pengiriman": "di batalkan",
"tanggal": "2023-07-27 15:17:11",
"nama_barang": "Testing produk",
"url_gambar_produk": "https:\/\/bukaolshop.s3-id-jkt-1.kilatstorage.id\/1\/67912029.jpg",
"link_transaksi": "https:\/\/olshopgue.bukaolshop.site\/akun\/?page=transaksi&nomor=875169634"
},
{
"nomor_pembayaran": "274679984",
"status_bayar": "di batalkan",
"status_pengiriman": "di batalkan",
"tanggal": "2023-07-27 15:14:07",
"nama_barang": "Testing produk",
"url_gambar_produk": "https:\/\/bukaolshop.s3-id-jkt-1.kilatstorage.id\/1\/67912029.jpg",
"link_transaksi": "https:\/\/olshopgue.bukaolshop.site\/akun\/?page=transaksi&nomor=274679984"
}
]
}`,
} as const;
