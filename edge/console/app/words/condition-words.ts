import type { Language } from '../kept.ts';
import { AGES, ATTRIBUTE_NAMES, CATEGORY_COUNTS, COUNTS, EVER, FACTS, PAST_COUNTS, VALUE_NAMES } from './condition-names.ts';
import { CONDITION_PHRASES as WORDS, type PhraseKey as WordKey } from './condition-phrases.ts';

type Condition = Readonly<Record<string, unknown>>;

/** How a reader of one language says conditions; names of rules are the site's own. */
export interface Teller {
  language: Language;
  ruleName: (id: string) => string;
  segmentName?: (id: string) => string;
}

/** A condition in plain words: `ha un carrello e almeno 2 prodotti visti`. Empty means everybody. Every operator is told, none left out. */
export function conditionWords(condition: Condition, teller: Teller): string {
  const parts = clausesOf(condition, teller);
  // "a and b or c" could be either.
  const texts = parts.map(({ text, isMixed }) => (isMixed && parts.length > 1 ? `(${text})` : text));
  return parts.length === 0 ? WORDS[teller.language].all : joined(texts, teller);
}

/** In Italian "e" before an "e" is "ed": `ha un carrello ed è iscritto`. */
function joined(texts: readonly string[], teller: Teller): string {
  const { and } = WORDS[teller.language];
  return texts.reduce((before, text) => `${before}${teller.language === 'it' && /^[eèé]/i.test(text) ? ' ed ' : and}${text}`);
}

/** The same, as the list of what all has to hold. */
export function conditionClauses(condition: Condition, teller: Teller): string[] {
  return clausesOf(condition, teller).map(({ text }) => text);
}

/** `isMixed`: alternatives, which cannot stand beside an "and" without brackets. */
function clausesOf(condition: Condition, teller: Teller): { text: string; isMixed: boolean }[] {
  return Object.entries(condition).flatMap(([key, value]) =>
    key === '$and' && Array.isArray(value)
      ? value.flatMap((one) => (isObject(one) ? clausesOf(one, teller) : [{ text: valueWords(one, teller), isMixed: false }]))
      : [{ text: clause(key, value, teller), isMixed: (key === '$or' || key === '$nor') && Array.isArray(value) && value.length > 1 }],
  );
}

function clause(key: string, value: unknown, teller: Teller): string {
  const words = WORDS[teller.language];
  const list = (joint: string) => (Array.isArray(value) ? value : [value]).map((one) => bracketed(one, teller)).join(joint);
  if (key === '$and') return list(words.and);
  if (key === '$or') return list(words.or);
  if (key === '$nor') return `${words.none}${list(words.or)}`;
  if (key === '$savedGroup') return segmentWords(value, 'inSegment', teller);
  if (key === '$not') return negation(value, teller) ?? `${words.not}${bracketed(value, teller)}`;
  const operators = operatorsOf(value);
  return (
    categoryWords(key, operators, teller) ??
    special(key, operators, teller) ??
    operators.map(([operator, operand]) => comparison(key, operator, operand, teller)).join(words.and)
  );
}

type Operators = readonly (readonly [string, unknown])[];

/** `{…: 5}` is `$eq`; that something exists goes without saying where more is asked of it. */
function operatorsOf(value: unknown): Operators {
  const all: Operators = isOperators(value) ? Object.entries(value) : [['$eq', value]];
  const rest = all.filter(([operator, operand]) => operator !== '$exists' || operand !== true);
  return rest.length > 0 ? rest : all;
}

function bracketed(value: unknown, teller: Teller): string {
  if (!isObject(value)) return valueWords(value, teller);
  const text = conditionWords(value, teller);
  return conditionClauses(value, teller).length > 1 || '$or' in value ? `(${text})` : text;
}

/** How people say the two negations that rules are full of: not closed lately, not true. */
function negation(value: unknown, teller: Teller): string | null {
  const [entry, ...others] = isObject(value) ? Object.entries(value) : [];
  if (!entry || others.length > 0) return null;
  const [key, inner] = entry;
  if (key === '$savedGroup') return segmentWords(inner, 'notInSegment', teller);
  const operators = operatorsOf(inner);
  const [operator, operand] = operators[0]!;
  const ever = operators.length === 1 && operator === '$exists' ? everWords(key, operand !== true, teller) : null;
  if (ever !== null) return ever;
  const fact = FACTS[key]?.[teller.language];
  if (fact && operators.length === 1 && operator === '$eq' && typeof operand === 'boolean') return fact[operand ? 1 : 0];
  return within(key, operators, teller, true);
}

function segmentWords(reference: unknown, template: 'inSegment' | 'notInSegment', teller: Teller): string {
  const id = isObject(reference) && typeof reference.id === 'string' ? reference.id : JSON.stringify(reference);
  return say(teller, template, { v: teller.segmentName?.(id) ?? id });
}

/** One category, and how often: `at least 2 products seen of “Lamps” in the last 30 days`. */
function categoryWords(key: string, operators: Operators, teller: Teller): string | null {
  const match = /^past\.days(\d+)\.categories$/.exec(key);
  const [operator, operand] = operators[0] ?? [];
  if (!match || operators.length !== 1 || operator !== '$elemMatch' || !isObject(operand)) return null;
  const { category, ...counts } = operand;
  const [counted, ...others] = Object.entries(counts);
  if (typeof category !== 'string' || !counted || others.length > 0 || !(counted[0] in CATEGORY_COUNTS)) return null;
  const noun = CATEGORY_COUNTS[counted[0]]![teller.language];
  const words = operatorsOf(counted[1]).map(([one, value]) => {
    const template = COUNTED[one];
    return template && typeof value === 'number' ? countWords(template[0], noun, value, teller) : null;
  });
  if (words.includes(null)) return null;
  const subject = say(teller, 'ofCategory', { a: words.join(WORDS[teller.language].and), v: category });
  return windowWords(subject, Number(match[1]), teller);
}

function windowWords(subject: string, days: number, teller: Teller): string {
  return days === 1 ? say(teller, 'today', { a: subject }) : say(teller, 'window', { a: subject, v: spanWords(days, 'day', teller) });
}

function countWords(template: WordKey, noun: readonly [string, string], count: number, teller: Teller): string {
  return say(teller, template, {
    a: new Intl.PluralRules(teller.language).select(count) === 'one' ? noun[0] : noun[1],
    v: valueWords(count, teller),
  });
}

/** Closed, or seen, less than so many days ago. */
function within(key: string, operators: Operators, teller: Teller, negated: boolean): string | null {
  const match = /^seen\.(.+)\.daysSince(Dismissed|Shown)$/.exec(key);
  const [operator, operand] = operators[0] ?? [];
  if (!match || operators.length !== 1 || operator !== '$lt' || typeof operand !== 'number') return null;
  const template =
    match[2] === 'Dismissed' ? (negated ? 'notDismissedWithin' : 'dismissedWithin') : negated ? 'notShownWithin' : 'shownWithin';
  return say(teller, template, { rule: teller.ruleName(match[1]!), v: spanWords(operand, 'day', teller) });
}

/** What people say in one breath, though it takes two operators or a list: closed less than two days ago; the page has no such place. */
function special(key: string, operators: Operators, teller: Teller): string | null {
  const [operator, operand] = operators[0] ?? [];
  if (operators.length !== 1) return null;
  if (key === 'page.slots' && (operator === '$nin' || operator === '$in')) {
    return say(teller, operator === '$nin' ? 'noPlace' : 'place', { v: valueWords(operand, teller) });
  }
  const ever = operator === '$exists' ? everWords(key, operand === true, teller) : null;
  if (ever !== null) return ever;
  const fact = FACTS[key]?.[teller.language];
  if (fact && typeof operand === 'boolean' && (operator === '$eq' || operator === '$ne'))
    return fact[(operator === '$eq') === operand ? 0 : 1];
  return within(key, operators, teller, false);
}

/** That something has happened at all, or never has. */
function everWords(key: string, isSo: boolean, teller: Teller): string | null {
  const seen = /^seen\.(.+)\.daysSince(Dismissed|Shown)$/.exec(key);
  if (!seen) return EVER[key]?.[teller.language][isSo ? 0 : 1] ?? null;
  const templates = seen[2] === 'Dismissed' ? (['dismissedEver', 'dismissedNever'] as const) : (['shownEver', 'shownNever'] as const);
  return say(teller, templates[isSo ? 0 : 1], { rule: teller.ruleName(seen[1]!) });
}

const OPERATORS: Readonly<Record<string, WordKey>> = {
  $eq: 'is',
  $ne: 'isNot',
  $gt: 'gt',
  $gte: 'gte',
  $lt: 'lt',
  $lte: 'lte',
  $veq: 'is',
  $vne: 'isNot',
  $vgt: 'gt',
  $vgte: 'gte',
  $vlt: 'lt',
  $vlte: 'lte',
  $in: 'in',
  $nin: 'nin',
  $ini: 'in',
  $nini: 'nin',
  $all: 'hasAll',
  $alli: 'hasAll',
  $size: 'size',
  $regex: 'matches',
  $regexi: 'matches',
  $inGroup: 'in',
  $notInGroup: 'nin',
};

/** Ordinary operators, and what they are called of counts and of ages. */
const COUNTED: Readonly<Record<string, readonly [WordKey, WordKey]>> = {
  $eq: ['countIs', 'ageIs'],
  $gt: ['countGt', 'ageGt'],
  $gte: ['countGte', 'ageGte'],
  $lt: ['countLt', 'ageLt'],
  $lte: ['countLte', 'ageLte'],
};

function comparison(key: string, operator: string, operand: unknown, teller: Teller): string {
  const counted = COUNTED[operator];
  const past = /^past\.days(\d+)\.(\w+)$/.exec(key);
  const noun = (past ? PAST_COUNTS[past[2]!] : COUNTS[key])?.[teller.language];
  const age = ageOf(key, teller);
  if (counted && typeof operand === 'number' && noun) {
    const words = countWords(counted[0], noun, operand, teller);
    return past ? windowWords(words, Number(past[1]), teller) : words;
  }
  if (counted && typeof operand === 'number' && age)
    return say(teller, counted[1], { a: age.name, v: spanWords(operand, age.unit, teller) });
  const a = attributeWords(key, teller);
  if (operator === '$exists') return say(teller, operand === true ? 'exists' : 'missing', { a });
  if (operator === '$not') return `${WORDS[teller.language].not}${clause(key, operand, teller)}`;
  if (operator === '$elemMatch')
    return say(teller, 'has', { a, v: isObject(operand) ? clause('', operand, teller) : valueWords(operand, teller) });
  const template = OPERATORS[operator];
  return template
    ? say(teller, template, { a, v: valueWords(operand, teller) })
    : say(teller, 'other', { a, v: `${operator} ${JSON.stringify(operand)}` });
}

function ageOf(key: string, teller: Teller): { name: string; unit: 'day' | 'minute' } | null {
  const seen = /^seen\.(.+)\.daysSince(Dismissed|Shown)$/.exec(key);
  if (seen)
    return { name: say(teller, seen[2] === 'Dismissed' ? 'dismissedAge' : 'shownAge', { rule: teller.ruleName(seen[1]!) }), unit: 'day' };
  const age = AGES[key];
  return age ? { name: age[teller.language], unit: age.unit } : null;
}

function spanWords(count: number, unit: 'day' | 'minute', teller: Teller): string {
  return new Intl.NumberFormat(teller.language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

function attributeWords(key: string, teller: Teller): string {
  const seen = /^seen\.(.+)\.(impressions|clicks|dismissals)$/.exec(key);
  if (!seen) return ageOf(key, teller)?.name ?? COUNTS[key]?.[teller.language][1] ?? ATTRIBUTE_NAMES[key]?.[teller.language] ?? key;
  const template = { impressions: 'seen', clicks: 'clicked', dismissals: 'closed' } as const;
  return say(teller, template[seen[2] as keyof typeof template], { rule: teller.ruleName(seen[1]!) });
}

function valueWords(value: unknown, teller: Teller): string {
  const words = WORDS[teller.language];
  if (Array.isArray(value)) return value.map((one) => valueWords(one, teller)).join(words.or) || words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (value === null) return words.nothing;
  if (typeof value === 'number') return new Intl.NumberFormat(teller.language).format(value);
  if (typeof value === 'string') return VALUE_NAMES[value]?.[teller.language] ?? value;
  return JSON.stringify(value) ?? '';
}

function say(teller: Teller, key: WordKey, values: Readonly<Record<string, string>>): string {
  return WORDS[teller.language][key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function isObject(value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOperators(value: unknown): value is Condition {
  return isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => key.startsWith('$'));
}
