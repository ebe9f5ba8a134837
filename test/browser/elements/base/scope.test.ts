import { expect } from 'chai';
import { atom } from 'nanostores';
import * as scope from '../../../../src/elements/base/scope.js';
import { createFilter } from '../../../../src/stores/product-filter.js';
import { VERSION } from '../../../../src/version.js';
import { mount } from '../../support.js';

/** Loads another copy of the module, as a second address of the script does. */
async function loadCopy(query: string): Promise<typeof scope> {
  const url = new URL(`../../../../src/elements/base/scope.ts?${query}`, import.meta.url).href;
  return (await import(url)) as typeof scope;
}

const GLOBAL = `etalase:${VERSION}` as const;

describe('the shared state of the script', () => {
  it('is of the version in package.json', async () => {
    const response = await fetch('/package.json');
    expect(await response.json()).to.have.property('version', VERSION);
  });

  it('is shared by two copies of one version', async () => {
    const copy = await loadCopy('copy');
    expect(copy.provideScope).not.to.equal(scope.provideScope);
    const child = mount('<div><p></p></div>').firstElementChild ?? document.body;
    const provided = { $chain: atom([]), filter: createFilter() };
    scope.provideScope(child.parentElement ?? document.body, provided);
    expect(copy.findScope(child)).to.equal(provided);
    expect(copy.filterOf(null)).to.equal(scope.filterOf(null));
  });

  it('is not shared with another version', async () => {
    const ownState = window[GLOBAL];
    const otherState = { scopes: new WeakMap(), pageFilter: createFilter() };
    window['etalase:0.0.0'] = otherState;
    window[GLOBAL] = undefined;
    const copy = await loadCopy('other-version');
    expect(copy.filterOf(null)).not.to.equal(otherState.pageFilter);
    expect(copy.filterOf(null)).not.to.equal(scope.filterOf(null));
    window[GLOBAL] = ownState;
  });
});
