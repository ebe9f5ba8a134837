/** RFC 9110, 13.1.2: weak comparison, since a server in between may have weakened the tag. */
export const matchesEtag = (ifNoneMatch = '', etag: string): boolean =>
  ifNoneMatch.trim() === '*' || Array.from(ifNoneMatch.matchAll(/"[^"]*"/g), String).includes(etag);
