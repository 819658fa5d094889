/** An amount in the currency's minor unit (cents), never a float: 89.90 EUR is `{ minor: 8990, currency: 'EUR' }`. */
export interface Money {
  minor: number;
  currency: string;
}

/** ISO 4217 currencies whose minor unit is not 1/100. Everything else has two digits. */
const DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Money beyond this is a mistake, and sums of it would leave the exact integers. Major units. */
export const AMOUNT_MAX_MAJOR = 1_000_000_000;

export const CURRENCY_PATTERN = /^[A-Z]{3}$/;

/** Digits after the decimal sign of a currency: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** Major units (GA4's `price: 89.9`) to minor units, rounded half away from zero after removing binary noise. */
export function toMinor(major: number, currency: string): number {
  const scaled = Math.abs(major) * 10 ** minorDigits(currency);
  return Math.sign(major) * Math.round(Number(scaled.toFixed(4)));
}

/** Minor units to major units: 8990 EUR → 89.9. */
export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** minorDigits(currency);
}

/**
 * Reads a feed's price: `"15.00 EUR"`, `"EUR 15"`, `"1.234,50 €"` is not one (feeds use a point).
 * @returns null when it is not a price; the caller says which field it was in
 */
export function parseFeedPrice(text: string, fallbackCurrency?: string): Money | null {
  const match = /^\s*(?:([A-Z]{3})\s*)?(\d{1,12}(?:\.\d{1,6})?)(?:\s*([A-Z]{3}))?\s*$/.exec(text);
  if (!match) return null;
  const currency = match[3] ?? match[1] ?? fallbackCurrency;
  if (!currency || (match[1] && match[3])) return null;
  return { minor: toMinor(Number(match[2]), currency), currency };
}

/**
 * Money as people of a locale write it. Italian shops group four digits too (`1.234,50 €`), which CLDR's it-IT does not.
 * Whole amounts keep their cents: a price tag does.
 */
export function formatMoney(money: Money, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    useGrouping: 'always',
  } as Intl.NumberFormatOptions).format(toMajor(money.minor, money.currency));
}
