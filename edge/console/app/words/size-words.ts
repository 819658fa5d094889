import type { SegmentSize } from '../api-types.ts';
import { numberText, percentText } from '../format.ts';
import type { Language } from '../kept.ts';

const WORDS = {
  it: {
    nobody: 'Nessuno visto negli ultimi {days} giorni: la grandezza si saprà con le prime visite.',
    exactly: '{matched}, il {share} di chi si è visto negli ultimi {days} giorni.',
    about: 'Circa {matched}, il {share} di chi si è visto negli ultimi {days} giorni: tra il {low} e il {high}.',
    one: '{n} persona',
    other: '{n} persone',
  },
  en: {
    nobody: 'Nobody was seen in the last {days} days: the size will be known with the first visits.',
    exactly: '{matched}, {share} of those seen in the last {days} days.',
    about: 'About {matched}, {share} of those seen in the last {days} days: between {low} and {high}.',
    one: '{n} person',
    other: '{n} people',
  },
} as const;

/** How many people, and how sure that is: `About 340 people, 12 % of those seen in the last 30 days: between 10 % and 14 %.` */
export function sizeWords(size: SegmentSize, language: Language): string {
  const { matched, share, interval, basis, seenWithinDays } = size;
  const words = WORDS[language];
  const say = (template: string, values: Readonly<Record<string, string>>) =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const days = numberText(seenWithinDays, language);
  if (share === null || interval === null) return say(words.nobody, { days });
  const isOne = new Intl.PluralRules(language).select(matched) === 'one';
  const values = {
    days,
    matched: say(isOne ? words.one : words.other, { n: numberText(basis === 'sample' ? rounded(matched) : matched, language) }),
    share: percentText(share, language),
    low: percentText(interval[0], language),
    high: percentText(interval[1], language),
  };
  return say(basis === 'sample' ? words.about : words.exactly, values);
}

/** Two digits: the sample knows no more. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.round(count / unit) * unit;
}
