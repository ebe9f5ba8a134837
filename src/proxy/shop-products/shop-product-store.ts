/** What all nodes share about the mapped products: their rows, and whose turn it is to work on them. */
import type { Kysely } from 'kysely';
import type { ShopProductRow, Tables } from '../store/tables.js';
import { DAY_MS, HOUR_MS } from '../time.js';
import type { ProductChange } from './product-client.js';

type Db = Kysely<Tables>;

export const NOTHING_SEEN = {
  name: null,
  price: null,
  stock: null,
  fault: null,
  seen_at: null,
  looked_at: null,
  held_price: null,
  accepted_price: null,
  page_url: null,
  page_searched_at: null,
} as const satisfies Omit<ShopProductRow, 'id'>;

export async function readShopProducts(db: Db): Promise<ReadonlyMap<string, ShopProductRow>> {
  const rows = await db.selectFrom('shop_products').selectAll().orderBy('id').execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function writeShopProduct(
  db: Db,
  id: string,
  values: Partial<Omit<ShopProductRow, 'id'>>,
): Promise<void> {
  await db
    .insertInto('shop_products')
    .values({ ...NOTHING_SEEN, id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Lets a held price through. @returns the price; `null` where none is held */
export async function acceptHeldPrice(db: Db, id: string): Promise<number | null> {
  const row = await db
    .updateTable('shop_products')
    .set((eb) => ({ accepted_price: eb.ref('held_price') }))
    .where('id', '=', id)
    .where('held_price', 'is not', null)
    .returning('held_price')
    .executeTakeFirst();
  return row?.held_price ?? null;
}

/** A node's time-limited right to work on the products, so that one node does at a time. */
export interface Turn {
  readonly node: string;
  /** ms since 1970 */
  readonly now: number;
  readonly leaseMs: number;
}

const TURN = 'shop_products_turn';

/** Takes the turn, or keeps it for longer. @returns whether the node has it */
export async function takeTurn(db: Db, { node, now, leaseMs }: Turn): Promise<boolean> {
  const until = now + leaseMs;
  const result = await db
    .insertInto('shop_facts')
    .values({ name: TURN, value: node, at: until })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ value: node, at: until })
        .where((eb) =>
          eb.or([
            eb('shop_facts.value', '=', node),
            eb('shop_facts.at', '<=', now),
            // A clock that was set back must not keep the others waiting.
            eb('shop_facts.at', '>', now + 2 * leaseMs),
          ]),
        ),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function endTurn(db: Db, node: string): Promise<void> {
  await db.deleteFrom('shop_facts').where('name', '=', TURN).where('value', '=', node).execute();
}

export interface NewChange {
  readonly id: string;
  readonly product: string;
  readonly change: ProductChange;
  readonly maxChangesPerHour: number;
}

/**
 * Records a change before it is sent, where the node still has its turn and the hour still has room. Until
 * its answer is certain, the product counts as not seen, so that it is read again.
 */
export const recordChange = (
  db: Db,
  turn: Turn,
  { id, product, change, maxChangesPerHour }: NewChange,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    // The row of the turn is locked until the end, so that no two nodes count the same room.
    if (!(await takeTurn(trx, turn))) return false;
    const { now, node } = turn;
    await trx
      .deleteFrom('shop_product_changes')
      .where('at', '<', now - DAY_MS)
      .execute();
    const { count } = await trx
      .selectFrom('shop_product_changes')
      .select((eb) => eb.fn.countAll<number | string>().as('count'))
      .where('at', '>', now - HOUR_MS)
      .executeTakeFirstOrThrow();
    if (Number(count) >= maxChangesPerHour) return false;
    await trx
      .insertInto('shop_product_changes')
      .values({
        id,
        product_id: product,
        at: now,
        price: change.price ?? null,
        stock: change.stock ?? null,
        node,
      })
      .execute();
    await trx
      .updateTable('shop_products')
      .set({ seen_at: null })
      .where('id', '=', product)
      .execute();
    return true;
  });
