import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { marginRules, type MarginRules } from '../../../../src/proxy/config/margin-rules.js';
import { priceWithMargin } from '../../../../src/proxy/quote/margin.js';

const RULES: MarginRules = {
  percent: 3,
  round: 100,
  providers: {
    lapakgaming: { fixed: 250, products: { ML: { percent: 1.5 }, FF: { round: 1, fixed: 0 } } },
    leuwongrr: { percent: 0, round: 1 },
  },
};

describe('a price', () => {
  for (const [provider, product, cost, price] of [
    ['snapcart', 'game-voucher:X', 10_000, 10_300],
    ['snapcart', 'game-voucher:X', 10_001, 10_400],
    ['lapakgaming', 'PUBG', 10_000, 10_600],
    ['lapakgaming', 'ML', 10_000, 10_400],
    ['lapakgaming', 'FF', 10_000, 10_300],
    ['lapakgaming', 'FF', 333, 343],
    ['lapakgaming', 'constructor', 10_000, 10_600],
    ['leuwongrr', 'gamepass', 12_345, 12_345],
    ['snapcart', 'free', 0, 0],
  ] as const) {
    it(`of Rp${cost} at ${provider} ${product} is Rp${price}`, () => {
      assert.equal(priceWithMargin(RULES, provider, product, cost), price);
    });
  }

  it('is exact where floating point is not', () => {
    // 1.1 * 10_000_000 is 11000000.000000002 in floating point.
    assert.equal(priceWithMargin({ percent: 10 }, 'snapcart', 'X', 10_000_000), 11_000_000);
    assert.equal(priceWithMargin({ percent: 0.0001 }, 'snapcart', 'X', 1_000_000), 1_000_001);
    assert.equal(priceWithMargin({ percent: 0.07 }, 'snapcart', 'X', 100_000), 100_070);
  });

  it('is the cost where there are no rules', () => {
    assert.equal(priceWithMargin({}, 'snapcart', 'X', 12_345), 12_345);
  });

  it('is whole, at least the cost, monotonic, and rounded up by less than a step', () => {
    const steps = fc.integer({ min: 0, max: 1_000_000 }).map((value) => value / 10_000);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.record({
          percent: steps,
          fixed: fc.integer({ min: 0, max: 100_000 }),
          round: fc.constantFrom(1, 50, 100, 500, 1000),
        }),
        (cost, more, rules) => {
          const parsed = marginRules.parse(rules);
          const price = priceWithMargin(parsed, 'snapcart', 'X', cost);
          const exact = cost + (cost * rules.percent) / 100 + rules.fixed;
          assert.ok(Number.isSafeInteger(price) && price >= cost && price % rules.round === 0);
          assert.ok(price >= exact - 1e-3 && price < exact + rules.round + 1e-3);
          assert.ok(priceWithMargin(parsed, 'snapcart', 'X', cost + more) >= price);
        },
      ),
      { numRuns: 300 },
    );
  });

  for (const cost of [-1, 0.5, NaN, Number.MAX_SAFE_INTEGER + 1]) {
    it(`is refused for a cost of ${cost}`, () => {
      assert.throws(() => priceWithMargin({}, 'snapcart', 'X', cost), RangeError);
    });
  }
});

describe('the margin’s rules', () => {
  for (const rules of [
    { percent: -1 },
    { percent: 0.000_01 },
    { percent: '3' },
    { fixed: -100 },
    { fixed: 0.5 },
    { round: 0 },
    { percnt: 3 },
    { providers: { lapakgamin: { percent: 3 } } },
    { providers: { lapakgaming: { products: { ML: { price: 1 } } } } },
    [],
    null,
  ]) {
    it(`refuse ${JSON.stringify(rules)}`, () => {
      assert.equal(marginRules.safeParse(rules).success, false);
    });
  }
});
