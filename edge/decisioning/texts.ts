import type { Texts } from '../../shared/schemas/rule.ts';
import { type Forms, formOf } from '../journey/plural.ts';
import { canonicalLocale, type Language, localeChain, ownLanguage, pickText } from '../journey/text-choice.ts';
import { DE } from './words/de.ts';
import { EN } from './words/en.ts';
import { ES } from './words/es.ts';
import { FR } from './words/fr.ts';
import { IT } from './words/it.ts';
import type { Words } from './words/words.ts';

/** The language of an answer: what to look for in texts, whose words to use for what we say ourselves, how to write numbers. */
export interface Speech {
  /** languages to try, best first */
  chain: readonly string[];
  /** of `words`, for their plurals */
  language: Language;
  words: Words;
  /** BCP 47, of the same language as `words`, for numbers, money and dates */
  locale: string;
}

export const WORDS: Readonly<Record<Language, Words>> = { it: IT, en: EN, de: DE, fr: FR, es: ES };

const speeches = new Map<string, Speech>();
/** Locales come from pages: whoever invents them must not fill the memory. */
const SPEECHES_MAX = 500;

/** The language of an answer: the page's, else the site's, else English, as far as there are words. */
export function speechOf(pageLocale: string, siteLocale: string): Speech {
  const key = `${pageLocale}|${siteLocale}`;
  let speech = speeches.get(key);
  if (!speech) {
    if (speeches.size >= SPEECHES_MAX) speeches.clear();
    speech = chooseSpeech(pageLocale, siteLocale);
    speeches.set(key, speech);
  }
  return speech;
}

function chooseSpeech(pageLocale: string, siteLocale: string): Speech {
  const chain = localeChain(pageLocale, siteLocale);
  const language = ownLanguage(chain);
  const locale = [pageLocale, siteLocale].map(canonicalLocale).find((tag) => tag?.split('-')[0] === language);
  return { chain, language, words: WORDS[language], locale: locale ?? language };
}

export type Values = Readonly<Record<string, string | number | null | undefined>>;

/** Puts values where a text says `{name}`; null where it asks for a value there is none of: no claim without a source. */
export function fill(text: string, values: Values): string | null {
  let complete = true;
  const filled = text.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === null || value === undefined) complete = false;
    return String(value ?? '');
  });
  return complete ? filled : null;
}

/** `fill` for our own words, whose values the caller always has. */
export function say(words: string, values: Values): string {
  return fill(words, values) ?? '';
}

/** `say` with the wording that a number asks for; the number itself is among the values where the words name it. */
export function sayCount(forms: Forms, count: number, speech: Speech, values: Values): string {
  return say(formOf(forms, count, speech.language), values);
}

/** A marketer's text in the answer's language, filled; null where there is none, or where it asks for what is not known. */
export function textOf(texts: Texts, speech: Speech, values: Values = {}): string | null {
  const text = pickText(texts, speech.chain);
  return text === null ? null : fill(text, values);
}
