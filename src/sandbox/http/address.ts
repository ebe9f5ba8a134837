/**
 * The roots of the sandbox's own paths. The sandbox can be mounted below any path; everything before the
 * first of these roots is the mount path.
 */
const SANDBOX_ROOTS =
  /\/(?:v1|closed\/v1|sandbox\/shops|lapakgaming|snapcart|leuwongrr)(?:\/|$)|\/(?:images|toko(?:-\d+)?)\//;

/** Splits a path into the mount path and the sandbox's own path. */
export const splitPath = (pathname: string): { readonly mount: string; readonly path: string } => {
  const at = pathname.search(SANDBOX_ROOTS);
  return at < 0
    ? { mount: '', path: pathname }
    : { mount: pathname.slice(0, at), path: pathname.slice(at) };
};

/** The sandbox's address as clients see it, mount path included, without a trailing slash. */
export const publicUrlOf = (url: string, configured: string | undefined): string => {
  if (configured !== undefined) return configured.replace(/\/+$/, '');
  const { origin, pathname } = new URL(url);
  return origin + splitPath(pathname).mount;
};
