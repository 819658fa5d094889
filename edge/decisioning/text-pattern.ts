import type { Language } from '../journey/text-choice.ts';

/** A variable of a text, what stands there without it, and its wordings by number. */
export interface Slot {
  name: string;
  /** `{name|default}` */
  fallback?: string;
  /** `{name, plural, one {…} other {…}}`, by CLDR category or `=2`; `#` in a wording is the number */
  forms?: ReadonlyMap<string, readonly Part[]>;
}
export type Part = string | Slot;

/** A marketer's text, read. */
export interface TextPattern {
  parts: readonly Part[];
  /** what is wrong with it, in words; such a place stands in the text as it was written */
  problem: string | null;
}

/** What a variable stands for: a text, and the number that plurals go by. */
export interface Value {
  text: string;
  count?: number;
}

const CATEGORIES = /^(zero|one|two|few|many|other|=\d+)$/;
const NAME = /^[a-zA-Z][a-zA-Z0-9]*$/;
/** Deeper than wordings within a wording nobody can read. */
const DEPTH_MAX = 3;

const known = new Map<string, TextPattern>();
/** Texts of all sites that one isolate serves. */
const KNOWN_MAX = 5_000;

/**
 * Reads a text with variables: `{points}`, `{store|il negozio}`, `{products, plural, one {# prodotto} other {# prodotti}}` (ICU MessageFormat's
 * plurals). What cannot be read stays as it was written, and is told as `problem`.
 */
export function textPattern(text: string): TextPattern {
  let pattern = known.get(text);
  if (!pattern) {
    if (known.size >= KNOWN_MAX) known.clear();
    pattern = readPattern(text, 0);
    known.set(text, pattern);
  }
  return pattern;
}

function readPattern(text: string, depth: number): TextPattern {
  const parts: Part[] = [];
  let problem: string | null = null;
  let from = 0;
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
    const close = closingOf(text, open);
    if (close < 0) {
      problem ??= 'has a "{" that is not closed';
      break;
    }
    parts.push(text.slice(from, open));
    const slot = readSlot(text.slice(open + 1, close), depth);
    if (typeof slot === 'string') {
      problem ??= slot;
      parts.push(text.slice(open, close + 1));
    } else parts.push(slot);
    from = close + 1;
  }
  parts.push(text.slice(from));
  return { parts: parts.filter((part) => part !== ''), problem };
}

/** @returns what is wrong, where it is no variable */
function readSlot(inner: string, depth: number): Slot | string {
  const [head = '', ...rest] = inner.split('|');
  if (NAME.test(head.trim()) && !head.includes(',')) {
    const name = head.trim();
    return rest.length === 0 ? { name } : { name, fallback: rest.join('|') };
  }
  const plural = /^\s*([a-zA-Z][a-zA-Z0-9]*)\s*,\s*plural\s*,/.exec(inner);
  if (!plural) return `has "{${inner}}", which is no variable`;
  if (depth >= DEPTH_MAX) return 'has wordings within wordings that nobody can read';
  return readForms(plural[1]!, inner.slice(plural[0].length), depth);
}

function readForms(name: string, text: string, depth: number): Slot | string {
  const forms = new Map<string, readonly Part[]>();
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    const category = text.slice(at, open < 0 ? undefined : open).trim();
    if (open < 0) return category === '' ? finished() : `has "${category}" after the wordings of {${name}}`;
    if (!CATEGORIES.test(category)) return `has a wording of {${name}} for "${category}", which is no plural category`;
    const close = closingOf(text, open);
    if (close < 0) return `has a wording of {${name}} that is not closed`;
    const { parts, problem } = readPattern(text.slice(open + 1, close), depth + 1);
    if (problem) return problem;
    forms.set(category, parts);
    at = close + 1;
  }
  return finished();

  function finished(): Slot | string {
    return forms.has('other') ? { name, forms } : `has no wording of {${name}} for "other"`;
  }
}

/** Where the bracket that opens at `open` closes; −1 = nowhere. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

/** The variables of a text, those of its wordings too. */
export function slotsIn(parts: readonly Part[]): Slot[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : [part, ...[...(part.forms?.values() ?? [])].flatMap(slotsIn)]));
}

const rules = new Map<Language, Intl.PluralRules>();

/** A text with its values; null where one is missing and has no default, so that no sentence is shown half. */
export function filled(parts: readonly Part[], values: ReadonlyMap<string, Value>, language: Language, number = '#'): string | null {
  let text = '';
  for (const part of parts) {
    const piece = typeof part === 'string' ? part.replaceAll('#', () => number) : filledSlot(part, values, language);
    if (piece === null) return null;
    text += piece;
  }
  return text;
}

function filledSlot({ name, fallback, forms }: Slot, values: ReadonlyMap<string, Value>, language: Language): string | null {
  const value = values.get(name);
  if (value === undefined) return fallback ?? null;
  if (!forms) return value.text;
  if (value.count === undefined) return null;
  let rule = rules.get(language);
  if (!rule) {
    rule = new Intl.PluralRules(language);
    rules.set(language, rule);
  }
  const form = forms.get(`=${value.count}`) ?? forms.get(rule.select(value.count)) ?? forms.get('other');
  return form ? filled(form, values, language, value.text) : null;
}
