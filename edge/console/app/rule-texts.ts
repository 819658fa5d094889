import type { Rule, Texts } from '../../../shared/schemas/rule.ts';

/** A text of a rule, and where it stands in it: `['what', 'title']`. */
export interface TextPlace {
  path: readonly (string | number)[];
  texts: Texts;
}

/** Fields that hold texts, outermost first; whatever kind of block a rule shows, these are all there are. */
const TEXT_FIELDS = new Set([
  'name',
  'reason',
  'title',
  'text',
  'question',
  'thanks',
  'commentLabel',
  'memberTitle',
  'joinTitle',
  'joinText',
  'minLabel',
  'maxLabel',
  'label',
]);

/** Every text of a rule that people read, in the order an editor shows them. */
export function textPlaces(rule: Rule): TextPlace[] {
  return [{ path: ['name'], texts: rule.name }, ...within(rule.what, ['what']), { path: ['reason'], texts: rule.reason }];
}

function within(value: unknown, path: readonly (string | number)[]): TextPlace[] {
  if (Array.isArray(value)) {
    const list = path.at(-1);
    // benefits are texts themselves; options hold a label
    return value.flatMap((one, index) =>
      list === 'benefits' ? [{ path: [...path, index], texts: one as Texts }] : within(one, [...path, index]),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    TEXT_FIELDS.has(key) && typeof inner === 'object' ? [{ path: [...path, key], texts: inner as Texts }] : within(inner, [...path, key]),
  );
}

/** The rule with one text in one language changed; an emptied text is taken out, so that the other language shows. */
export function withText(rule: Rule, path: readonly (string | number)[], language: string, text: string): Rule {
  const change = (texts: Texts): Texts => {
    const { [language]: _, ...others } = texts;
    return text.trim() === '' ? others : { ...others, [language]: text };
  };
  return replaced(rule, path, change as (value: unknown) => unknown) as Rule;
}

/** A copy of plain data with what stands at a path replaced; everything beside the path is shared. */
export function replaced(value: unknown, path: readonly (string | number)[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? replaced(one, rest, change) : one));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: replaced(record[key], rest, change) };
}
