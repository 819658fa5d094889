import { formatMoney, parseFeedPrice } from '../../../shared/money.ts';
import type { Language } from './kept.ts';

/** The reader's language decides how figures look; English as Europe writes it. */
const LOCALES: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' };

export function numberText(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { useGrouping: 'always', maximumFractionDigits: 1 } as Intl.NumberFormatOptions).format(
    value,
  );
}

export function percentText(share: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share);
}

export function minorText(minor: number, currency: string, language: Language): string {
  return formatMoney({ minor, currency }, LOCALES[language]);
}

/** A feed's `89.90 EUR` as people write it; what is no such price stays as it is. */
export function priceText(price: string, language: Language): string {
  const money = parseFeedPrice(price);
  return money ? formatMoney(money, LOCALES[language]) : price;
}

/** Whole units for tiles: cents are noise in a sum. */
export function roundMoneyText(major: number, currency: string, language: Language): string {
  const options = { style: 'currency', currency, maximumFractionDigits: 0, useGrouping: 'always' } as Intl.NumberFormatOptions;
  return new Intl.NumberFormat(LOCALES[language], options).format(major);
}

export function majorText(major: number, currency: string, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency,
    useGrouping: 'always',
  } as Intl.NumberFormatOptions).format(major);
}

/** `20 nov` of `2026-11-20`, a day without a time zone. */
export function dayText(day: string, language: Language, style: 'short' | 'long' = 'short'): string {
  const options: Intl.DateTimeFormatOptions =
    style === 'short' ? { day: 'numeric', month: 'short' } : { weekday: 'long', day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

export function momentText(moment: string | number, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(moment));
}
