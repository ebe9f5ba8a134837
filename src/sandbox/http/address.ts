/**
 * The sandbox may be mounted below any path. The first of its own roots in an address ends the part
 * that belongs to whoever mounted it.
 */
const SANDBOX_ROOTS =
  /\/(?:v1|closed\/v1|sandbox\/shops|lapakgaming|snapcart|leuwongrr)(?:\/|$)|\/(?:images|toko)\//;

/** An address's path, split into the mount's part and the sandbox's own. */
export const splitPath = (pathname: string): { readonly mount: string; readonly path: string } => {
  const at = pathname.search(SANDBOX_ROOTS);
  return at < 0
    ? { mount: '', path: pathname }
    : { mount: pathname.slice(0, at), path: pathname.slice(at) };
};

/** Where the sandbox can be reached from outside, without a trailing slash. */
export const publicUrlOf = (url: string, configured: string | undefined): string => {
  if (configured !== undefined) return configured.replace(/\/+$/, '');
  const { origin, pathname } = new URL(url);
  return origin + splitPath(pathname).mount;
};
