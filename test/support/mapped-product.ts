/** Maps one digital product of a sandbox shop to an item that Lapakgaming sells. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { z } from 'zod';

const productList = z.object({
  data: z.array(z.looseObject({ id_produk: z.string(), berat: z.number() })),
});

/**
 * Writes the catalogue file, and gives the product enough stock.
 *
 * @param env settings of the proxy
 * @returns the product's id
 */
export async function mapProduct(
  env: Readonly<Record<string, string | undefined>>,
  file: string,
  stock = 1_000,
): Promise<string> {
  const { BUKAOLSHOP_OPEN_URL: open, BUKAOLSHOP_TOKEN: token = '' } = env;
  const { data } = productList.parse(
    await (await fetch(`${open ?? ''}/app/produk?token=${token}&total_data=40`)).json(),
  );
  const product = data.find(({ berat }) => berat === 0)?.id_produk;
  assert.ok(product !== undefined);
  await fetch(`${env['BUKAOLSHOP_CLOSED_URL'] ?? ''}/produk/id`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${env['BUKAOLSHOP_API_KEY'] ?? ''}` },
    body: JSON.stringify({ id_barang: product, jumlah_stok: stock }),
  });
  const item = {
    name: '3 Diamonds',
    suppliers: { lapakgaming: 'ML3_0-S1' },
    shop_product: product,
    note_pattern: '{user_id} ({additional_id})',
  };
  const suppliers = [{ provider: 'lapakgaming', product: 'ML' }];
  const entry = { id: 'mobile-legends', suppliers, items: [item] };
  writeFileSync(file, JSON.stringify({ products: [entry] }));
  return product;
}
