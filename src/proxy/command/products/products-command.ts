/**
 * `etalase products`: the products that the shop's own checkout sells, what bukaOlshop shows of them, and what
 * it should. `link` proposes which could be, and changes nothing; `accept` lets a held price through.
 */
import { parseArgs } from 'node:util';
import { readSettings } from '../../config/settings.js';
import { acceptHeldPrice } from '../../shop-products/shop-product-store.js';
import { openCurrentDatabase } from '../../store/database.js';
import { loadEnvironment, type CommandContext } from '../command-context.js';
import { formatRupiah } from '../format.js';
import { openCommandShelf, readStops } from '../shelf/read-shelf.js';
import { UsageError } from '../usage-error.js';
import { proposeLinks } from './link-products.js';
import { listProducts } from './list-products.js';

const OPTIONS = { env: { type: 'string' }, json: { type: 'boolean' } } as const;

/** @returns the exit code: 1 where no price of the product is held, or the shop's products cannot be read */
export async function runProducts(args: string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [what, id, ...extraArguments] = positionals;
  const isAccept = what === 'accept' && id !== undefined;
  const isKnown = what === undefined || isAccept || (what === 'link' && id === undefined);
  if (!isKnown || extraArguments.length > 0 || (values.json && what !== undefined))
    throw new UsageError(positionals.join(' '));
  const settings = readSettings(loadEnvironment(context.env, values.env));
  const openShelf = async () =>
    openCommandShelf(settings, context.platform, await readStops(settings)).shelf;
  if (what === 'link') return proposeLinks(settings, await openShelf(), context);
  const { db } = await openCurrentDatabase(settings.database, settings.language);
  try {
    if (isAccept) return await acceptPrice(db, id, context);
    return await listProducts(db, await openShelf(), values.json === true, context);
  } finally {
    await db.destroy();
  }
}

async function acceptPrice(
  db: Parameters<typeof acceptHeldPrice>[0],
  id: string,
  { print }: Pick<CommandContext, 'print'>,
): Promise<number> {
  const price = await acceptHeldPrice(db, id);
  print(
    price === null
      ? `Tidak ada harga yang tertahan: ${id}. / No price of it is held: ${id}.`
      : `${id}: ${formatRupiah(price)}. Dikirim dalam 10 menit. / Sent within 10 minutes.`,
  );
  return price === null ? 1 : 0;
}
