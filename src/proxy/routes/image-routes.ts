/** `GET /images/{digest}.{type}`: the shop's own images, which pages show as `<img>` and nothing else. */
import { IMAGE_TYPES } from '../images/image-type.js';
import type { Images } from '../images/images.js';
import { notModified } from '../http/etag.js';
import { ProblemError } from '../problem.js';
import type { RouteHandlers } from './routes.js';

/** A name holds the digest of its bytes. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** An SVG that is opened by itself is a page: nothing of it may run or load. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export const imageRoutes = ({ images }: { readonly images: Images }) =>
  ({
    'GET /images/:file': async (c) => {
      const file = c.req.param('file');
      const content = await (await images.list()).read(file);
      if (!content) throw new ProblemError('not_found');
      const headers = {
        ETag: `"${file}"`,
        'Cache-Control': IMMUTABLE,
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': CONTENT_POLICY,
      };
      return (
        notModified(c, headers) ??
        new Response(content.bytes, {
          headers: {
            ...headers,
            'Content-Type': IMAGE_TYPES[content.type],
            'Content-Length': String(content.bytes.length),
          },
        })
      );
    },
  }) satisfies Partial<RouteHandlers>;
