import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorDigits, toMajor } from '../../../shared/money.ts';
import { readNumber } from '../../../widget/reader/number.ts';

describe('numbers as shops write them', () => {
  it.each([
    [89.9, 89.9],
    ['89.90', 89.9],
    ['89,90 €', 89.9],
    ['€ 1.234,50', 1234.5],
    ['1.234,50 €', 1234.5],
    ['1,234.50', 1234.5],
    ['$1,234.50', 1234.5],
    ['1\u00a0234,50', 1234.5],
    ['1\u202f234,50 €', 1234.5],
    ['1 234 567,5', 1234567.5],
    ["CHF 1'234.50", 1234.5],
    ['CHF 1’234.–', 1234],
    ['1,234', 1234],
    ['1,234,567.00', 1234567],
    ['1.234.567,89', 1234567.89],
    ['1.234.567', 1234567],
    ['1,23,456.00', 123456],
    ['-5,00', -5],
    ['-€ 5,00', -5],
    ['−5 €', -5],
    ['120.0000', 120],
    ['0', 0],
    ['0,125', 0.125],
    ['€ 0.125', 0.125],
    ['.99', 0.99],
    ['CHF 89.-', 89],
    ['Rs.500', 500],
    ['￥12,345', 12345],
    ['da 89,90 € a 99,90 €', 89.9],
    ['89,90 € – 99,90 €', 89.9],
    ['89,90 120,00', 89.9],
    ['Prezzo: 1 234 €', 1234],
    [' 89.90\n', 89.9],
  ])('%j is %d', (written, number) => {
    expect(readNumber(written)).toBe(number);
  });

  it.each([
    ['1.234', 1.234],
    [' -1.234 ', -1.234],
    [1.234, 1.234],
    ['€ 1.234', 1234],
    ['1.234 EUR', 1234],
    ['1.234,-', 1234],
    ['1234.567 €', 1234.567],
  ])('a point before three digits is decimal in a bare number, and groups where a person reads it: %j is %d', (written, number) => {
    expect(readNumber(written)).toBe(number);
  });

  it.each([undefined, '', ' ', 'gratis', '€', '-', '.', Number.NaN, Number.POSITIVE_INFINITY])('%j is none', (written) => {
    expect(readNumber(written)).toBeUndefined();
  });

  it.each(['it', 'de', 'en-US', 'fr', 'de-CH', 'ja'])('reads money as %s writes it, to the last digit', (locale) => {
    const minor = fc.oneof(
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
      fc.integer({ min: 0, max: 2_000 }).map((major) => major * 100),
    );
    fc.assert(
      fc.property(
        minor,
        fc.constantFrom('EUR', 'USD', 'CHF', 'GBP', 'JPY'),
        fc.constantFrom('symbol', 'code', 'name'),
        (amount, currency, currencyDisplay) => {
          const major = toMajor(amount, currency);
          const written = new Intl.NumberFormat(locale, {
            ...{ style: 'currency', currency, currencyDisplay, useGrouping: 'always' },
            minimumFractionDigits: minorDigits(currency),
          } as Intl.NumberFormatOptions).format(major);
          expect(readNumber(written)! + 0, written).toBe(major);
        },
      ),
    );
  });

  it('reads numbers as programs write them', () => {
    const price = fc.integer({ min: -1e9, max: 1e9 }).map((minor) => minor / 1_000);
    fc.assert(fc.property(price, (number) => readNumber(number) === number && readNumber(`${number}`) === number));
  });

  it('is a finite number or none, whatever is written', () => {
    const written = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(..."0123456789.,'’- €$") }), fc.double());
    fc.assert(
      fc.property(written, (text) =>
        [undefined, true].includes(readNumber(text) === undefined ? undefined : Number.isFinite(readNumber(text))),
      ),
    );
  });
});
