import type { UpstreamRequest } from '../upstream-api/upstream-api.js';

const MAX_PAGE = 600;

/** The required `page` of a list; undefined when it is missing or out of bounds. */
export const readPage = ({ query }: UpstreamRequest): number | undefined => {
  const text = query.get('page') ?? '';
  const page = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return page >= 1 && page <= MAX_PAGE ? page : undefined;
};
