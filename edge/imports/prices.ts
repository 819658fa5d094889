import { AMOUNT_MAX_MAJOR, CURRENCY_PATTERN, type Money, parseFeedPrice, toMinor } from '../../shared/money.ts';
import type { FieldReader } from './fields.ts';

const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP' };

/**
 * A price as feeds write it: `"15.00 EUR"`, a bare number in the given currency, and as spreadsheets do: `"1.234,50 €"`.
 * What could be read two ways (`1,234`) is refused.
 *
 * @param currency for a price that names none
 */
export function readPrice(row: FieldReader, name: string, currency: string | undefined): Money | undefined {
  const value = row.value(name);
  if (value === undefined) return undefined;
  let price: Money | null = null;
  if (typeof value === 'number')
    price = currency && Number.isFinite(value) && value >= 0 ? { minor: toMinor(value, currency), currency } : null;
  else {
    const text = row.text(name, { max: 60 });
    if (text === undefined) return undefined;
    price = parseFeedPrice(text, currency) ?? parseFeedPrice(plainForm(text), currency);
  }
  if (!price || !CURRENCY_PATTERN.test(price.currency)) return row.fail(name, 'is not a price such as 120.00 EUR');
  if (price.minor > toMinor(AMOUNT_MAX_MAJOR, price.currency)) return row.fail(name, `is more than ${AMOUNT_MAX_MAJOR}`);
  return price;
}

/** `1.234,50 €` → `1234.50 EUR`; text that is not clearly such a price comes back as it was. */
function plainForm(text: string): string {
  const match = /^([A-Za-z]{3}|[€$£])?\s*([\d.,'\s]+?)\s*([A-Za-z]{3}|[€$£])?$/.exec(text.trim());
  const digits = match?.[2];
  if (!match || !digits) return text;
  const sign = (match[1] ?? match[3] ?? '').toUpperCase();
  const currency = SYMBOLS[sign] ?? sign;
  const italian = /^\d{1,3}(?:[.'\s]\d{3})+(?:,\d{1,2})?$|^\d+,\d{1,2}$/.test(digits) && !/^\d{1,3}\.\d{3}$/.test(digits);
  const english = /^\d{1,3}(?:,\d{3})+\.\d{1,2}$/.test(digits);
  const plain = /^\d+(?:\.\d{1,6})?$/.test(digits);
  if (!italian && !english && !plain) return text;
  const number = italian ? digits.replace(/[.'\s]/g, '').replace(',', '.') : digits.replace(/,/g, '');
  return `${number} ${currency}`.trim();
}
