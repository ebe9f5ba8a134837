/** The answers of the Closed API about transactions, word for word as bukaOlshop documents them. */

/** `GET /transaksi/list` */
export const LIST = String.raw`{
"code": 200,
"status": "ok",
"data": [
{
"nomor_pembayaran": "2853130173354",
"id_user": "130173",
"status_bayar": "pending",
"status_pengiriman": "belum diproses",
"tanggal": "2020-10-12 01:15:04"
},
{
"nomor_pembayaran": "81168130173359",
"id_user": "130173",
"status_bayar": "lunas",
"status_pengiriman": "selesai",
"tanggal": "2020-10-05 05:31:56"
}
]
}`;

/** `GET /transaksi/id` */
export const TRANSACTION = String.raw`{
"code": 200,
"status": "ok",
"nomor_pembayaran": "74879326",
"id_user": "2343",
"status_bayar": "lunas",
"status_pengiriman": "diproses",
"bank_penerima": "BCA",
"terakhir_update": "2021-02-27 19:48:38",
"tanggal_buat": "2021-02-24 04:16:11",
"potongan": 0,
"kode_unik": 0,
"total_membership": 15500,
"total_transaksi": 1079949,
"data_pesanan": [
{
"ekspedisi": "JNE OKE",
"ongkos_kirim": 43000,
"nama_pengirim": "Nama saya 1",
"provinsi": "Riau",
"kota": "Pekanbaru",
"kecamatan": "Bukit Raya",
"no_hp": "085279462345",
"kode_pos": "28112",
"data_produk": [
{
"id_transaksi": "xxxxx",
"id_barang": "513039",
"nama_barang": "barang 1",
"jumlah_barang": 1,
"total_harga": 10000,
"catatan": "catatan pesanan",
"nomor_resi": "xxxxxxxxxxxxxxxxxxxx",
"catatan_tambahan": {
"nama_varian": "Varian 123",
"opsi": [
"UNGU","MERAH","BIRU"
]
}
}
]
},
{
"ekspedisi": "JNE OKE",
"ongkos_kirim": 12000,
"nama_pengirim": "Nama saya 2",
"provinsi": "Bali",
"kota": "Badung",
"kecamatan": "Abiansemal",
"no_hp": "085723453462",
"kode_pos": "80351",
"data_produk": [
{
"id_transaksi": "xxxxx",
"id_barang": "196552",
"nama_barang": "barang 2",
"jumlah_barang": 1,
"total_harga": 50000,
"catatan": " \nVarian : Vairan 1\n",
"nomor_resi": ""
},
{
"id_transaksi": "xxxxx",
"id_barang": "196552",
"nama_barang": "barang 3",
"jumlah_barang": 1,
"total_harga": 949449,
"catatan": " \nVarian : Varian 3\n",
"nomor_resi": "123456789"
}
]
}
]
}`;

/** `PATCH /transaksi/id` with a status */
export const STATUS_CHANGED = String.raw`{
"code": 200,
"status": "ok",
"nomor_pembayaran": "74879326",
"statu_bayar_awal": "lunas",
"status_pengiriman_awal": "diproses",
"status_bayar_terbaru": "lunas",
"status_pengiriman_terbaru": "dikirim"
}`;

/** `PATCH /transaksi/id` with a waybill */
export const WAYBILL_CHANGED = String.raw`{
"code": 200,
"status": "ok - nomor resi berhasil diubah",
}`;
