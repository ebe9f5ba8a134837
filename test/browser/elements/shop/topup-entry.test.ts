import { expect } from 'chai';
import '../../../../src/define.js';
import { deepQuery, expectAccessible, mount, openShop, until } from '../../support.js';

/** The storefront of a shop whose proxy does not answer. */
async function mountShop(attributes = ''): Promise<HTMLElement> {
  const { token, api } = await openShop();
  const shop = mount(`<etalase-shop token="${token}" api="${api}" ${attributes}></etalase-shop>`);
  await until(() => deepQuery(shop, 'etalase-products'), 'the storefront');
  return shop;
}

describe('top-ups in the whole storefront', () => {
  it('are not rendered without a proxy', async () => {
    const shop = await mountShop();
    expect(deepQuery(shop, 'summary') === null).to.equal(true);
  });

  it('are one line until expanded, and load then', async () => {
    const shop = await mountShop('proxy="/no-proxy"');
    const entry = await until(() => deepQuery(shop, '[part~=topup-entry]'), 'the entry');
    expect(entry.textContent).to.include('Top up');
    expect(entry.getBoundingClientRect().height).to.be.at.least(44);
    expect(deepQuery(shop, 'etalase-topup') === null).to.equal(true);
    await expectAccessible(entry);
    entry.click();
    const topup = await until(() => deepQuery(shop, 'etalase-topup'), 'the top-ups');
    await until(() => topup.shadowRoot, 'their file');
  });
});
