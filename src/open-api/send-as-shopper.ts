/**
 * Sends requests in a shopper's name. Loaded with the first personal endpoint, because guests need none
 * of it.
 */
import type { SendAsShopper } from './endpoint.js';
import { send } from './send.js';

/**
 * Names the shopper by id and token. The proxy's mirror, always at `…/open`, takes the token in a
 * header, because servers on the way write addresses to their logs. bukaOlshop itself takes it in the
 * address only.
 */
export const sendAsShopper: SendAsShopper = (platform, api, path, query, signal, { id, token }) =>
  api.endsWith('/open')
    ? send(platform, api, path, { ...query, id_user: id }, signal, {
        Authorization: `Bearer ${token}`,
      })
    : send(platform, api, path, { ...query, id_user: id, token_user: token }, signal);
