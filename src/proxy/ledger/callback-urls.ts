/** URLs that providers and bukaOlshop call; the paths are those of `routes/callback-routes.ts`. */

/** @param publicUrl where upstreams reach the proxy, without a slash at its end */
export const callbackUrl = (
  publicUrl: string,
  upstream: 'lapakgaming' | 'snapcart' | 'leuwongrr',
  secret: string,
): string => `${publicUrl}/callbacks/${upstream}/${secret}`;

/** URLs to enter once at each upstream. The URL of a single order is sent along with the order. */
export const shopCallbackUrls = (
  { publicUrl }: { readonly publicUrl: string },
  secret: string,
) => ({
  lapakgaming: callbackUrl(publicUrl, 'lapakgaming', secret),
  snapcart: callbackUrl(publicUrl, 'snapcart', secret),
  bukaolshop: `${publicUrl}/callbacks/bukaolshop`,
});
