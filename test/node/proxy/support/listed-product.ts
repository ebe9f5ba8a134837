/** Products and items as a provider lists them, where a test minds only some of their properties. */
import type {
  ProviderItem,
  ProviderProductDetail,
} from '../../../../src/proxy/providers/provider.js';

export const listedItem = (
  item: Pick<ProviderItem, 'code' | 'name' | 'cost'> & Partial<ProviderItem>,
): ProviderItem => ({ available: true, seconds: null, ...item });

export const listedProduct = (
  product: Pick<ProviderProductDetail, 'code' | 'title'> & Partial<ProviderProductDetail>,
): ProviderProductDetail => ({
  kind: 'game',
  description: null,
  instruction: null,
  fields: [],
  items: [],
  unsold: [],
  ...product,
});
