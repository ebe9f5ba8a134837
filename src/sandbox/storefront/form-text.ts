import type { Context } from 'hono';

/** The texts of a form that was sent; '' for what it does not have. */
export const readForm = async (c: Context): Promise<(name: string) => string> => {
  const form: Record<string, unknown> = await c.req.parseBody();
  return (name) => {
    const value = form[name];
    return typeof value === 'string' ? value : '';
  };
};
