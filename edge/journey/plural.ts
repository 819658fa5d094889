import type { Language } from './text-choice.ts';

/** A text that counts something: one wording for all numbers, or the one for a single thing and the one for the others. */
export type Forms = string | { one: string; other: string };

const rules = new Map<Language, Intl.PluralRules>();

/** The wording that a language asks for with a number (CLDR's plural rules: French counts 0 as one). Categories without a wording take `other`. */
export function formOf(forms: Forms, count: number, language: Language): string {
  if (typeof forms === 'string') return forms;
  let rule = rules.get(language);
  if (!rule) {
    rule = new Intl.PluralRules(language);
    rules.set(language, rule);
  }
  return rule.select(count) === 'one' ? forms.one : forms.other;
}
