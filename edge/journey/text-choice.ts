import type { Texts } from '../../shared/schemas/rule.ts';

const chains = new Map<string, readonly string[]>();
/** Locales come from pages: whoever invents them must not fill the memory. */
const CHAINS_MAX = 500;

/**
 * Languages to try, best first: each locale, then what it descends from, then English: `it-CH`, site `de-AT` → it-CH, it, de-AT, de, en.
 * What is no language tag is passed over.
 */
export function localeChain(...locales: readonly string[]): readonly string[] {
  const key = locales.join('|');
  const known = chains.get(key);
  if (known) return known;
  const chain: string[] = [];
  for (const locale of [...locales, 'en']) {
    let tag = canonicalLocale(locale);
    while (tag) {
      if (!chain.includes(tag)) chain.push(tag);
      tag = tag.includes('-') ? tag.slice(0, tag.lastIndexOf('-')) : null;
    }
  }
  if (chains.size >= CHAINS_MAX) chains.clear();
  chains.set(key, chain);
  return chain;
}

/** `it_it` → `it-IT`; null where it is no BCP 47 tag. */
export function canonicalLocale(locale: string): string | null {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}

/** The text in the best language there is; a text in any language beats none. null where there are no texts. */
export function pickText(texts: Texts, chain: readonly string[]): string | null {
  for (const language of chain) {
    const text = texts[language];
    if (text) return text;
  }
  return Object.values(texts).find((text) => text !== '') ?? null;
}

/** Languages we have our own words in. */
export const LANGUAGES = ['it', 'en', 'de', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first language of a chain that we have our own words in. */
export function ownLanguage(chain: readonly string[]): Language {
  for (const tag of chain) for (const language of LANGUAGES) if (language === tag) return language;
  return 'en';
}
