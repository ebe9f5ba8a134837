import type { ShopBackend } from '../shop/shop-backend.js';
import type { Member } from '../state/members.js';
import {
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';

/** A success in the Closed API's envelope. */
export const success = (fields: object, status = 'ok'): UpstreamReply => ({
  status: 200,
  body: { code: 200, status, ...fields },
});

/** An error in the Closed API's envelope; the HTTP status repeats the code. */
export const failure = (code: number, status: string): UpstreamReply => ({
  status: code,
  body: { code, status },
});

/** Finds the member by `id_user` or `email_user`: in the query of a GET, otherwise in the body. */
export const withMember = (
  request: UpstreamRequest,
  backend: ShopBackend,
  reply: (member: Member) => UpstreamReply,
): UpstreamReply => {
  const readParameter = (name: string) =>
    request.method === 'GET' ? (request.query.get(name) ?? '') : textField(request, name);
  const [id, email] = [readParameter('id_user'), readParameter('email_user')];
  if (id === '' && email === '') return failure(400, 'id_user atau email_user belum di isi');
  const member =
    id === ''
      ? [...backend.state.members.values()].find((each) => each.email_user === email)
      : backend.state.members.get(id);
  return member === undefined ? failure(404, 'Data tidak ditemukan') : reply(member);
};
