import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, parseFeedPrice, toMajor, toMinor } from '../../../shared/money.ts';

describe('money', () => {
  it.each([
    ['15.00 EUR', 1500, 'EUR'],
    ['EUR 15', 1500, 'EUR'],
    ['129900.00 TRY', 12_990_000, 'TRY'],
    ['1200 JPY', 1200, 'JPY'],
    ['1.234 KWD', 1234, 'KWD'],
  ])('reads %s', (text, minor, currency) => expect(parseFeedPrice(text)).toEqual({ minor, currency }));
  it.each(['', 'free', '15,00 EUR', '-3 EUR', 'EUR 15 EUR', '15', '1e3 EUR', '15.00 EURO'])('refuses %j', (text) =>
    expect(parseFeedPrice(text)).toBeNull(),
  );
  it('takes the site’s currency where the feed names none', () =>
    expect(parseFeedPrice('15', 'EUR')).toEqual({ minor: 1500, currency: 'EUR' }));
  it('is exact where binary fractions are not', () => {
    expect(toMinor(1.005, 'EUR')).toBe(101);
    expect(toMinor(89.9, 'EUR')).toBe(8990);
    expect(toMinor(0.1 + 0.2, 'EUR')).toBe(30);
  });
  it('goes to major units and back without loss', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e11, max: 1e11 }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        (minor, currency) => toMinor(toMajor(minor, currency), currency) === minor,
      ),
    );
  });
  it('is written as Italian and English shops write it', () => {
    expect(formatMoney({ minor: 123_450, currency: 'EUR' }, 'it-IT')).toBe('1.234,50\u00a0€');
    expect(formatMoney({ minor: 123_450, currency: 'EUR' }, 'en-GB')).toBe('€1,234.50');
  });
});
