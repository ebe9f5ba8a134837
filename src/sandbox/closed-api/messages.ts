import type { ShopBackend } from '../shop/shop-backend.js';
import type { MemberMessage } from '../state/member-messages.js';
import {
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { failure, success, withMember } from './replies.js';

const keep = (backend: ShopBackend, message: Omit<MemberMessage, 'at'>): void => {
  backend.state.messages.push({ ...message, at: backend.time });
};

/** `POST /chat/create`. */
export const postChat = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const pesan_teks = textField(request, 'pesan_teks');
  if (pesan_teks === '') return failure(400, 'pesan_teks belum di isi');
  return withMember(request, backend, ({ id_user, email_user, nama_user }) => {
    const id_barang = textField(request, 'id_barang');
    keep(backend, { kind: 'chat', id_user, title: '', text: pesan_teks, id_barang });
    return success(
      { id_user, email_user, nama_user, id_barang, pesan_teks },
      'ok - Pesan berhasil dikirim',
    );
  });
};

/** `POST /member/notifikasi`. Seen in one public client: the shape of the answer is an assumption. */
export const postNotification = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withMember(request, backend, ({ id_user }) => {
    const title = textField(request, 'judul_notifikasi');
    if (title === '') return failure(400, 'judul_notifikasi belum di isi');
    const text = textField(request, 'pesan_notifikasi');
    keep(backend, { kind: 'notification', id_user, title, text, id_barang: '' });
    return success({ id_user }, 'ok - Notifikasi berhasil dikirim');
  });
