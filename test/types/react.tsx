/** What React's compiler must take, and what it must refuse. */
import 'etalase/react';
import type { EtalaseShop } from 'etalase';
import { createRef } from 'react';

const shop = createRef<EtalaseShop>();

export const page = (
  <etalase-shop
    ref={shop}
    className="shop"
    token="demo"
    id-user={130173}
    tokenUser={null}
    texts={{ products: 'Barang' }}
    onetalase-buy={(event) => {
      event.product.nama_produk.trim();
      event.preventDefault();
    }}
  >
    <etalase-products key="new" sort="price-asc" per-page={20} columns="3" slot="main" />
    <etalase-topup provider="lapakgaming" onetalase-order={({ order }) => order.status} />
  </etalase-shop>
);

export const mistakes = [
  // @ts-expect-error no order of the products
  <etalase-products key="sort" sort="newest" />,
  // @ts-expect-error a misspelt attribute
  <etalase-products key="columns" column={3} />,
  // @ts-expect-error another element's attribute
  <etalase-balance key="pages" perPage={20} />,
  // @ts-expect-error another event's class
  <etalase-shop key="event" onetalase-buy={({ order }) => order} />,
  // @ts-expect-error no element
  <etalase-prodcuts key="tag" />,
];
