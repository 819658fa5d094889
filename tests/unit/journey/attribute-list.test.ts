import { describe, expect, it } from 'vitest';
import { type Attributes, attributesOf } from '../../../edge/decisioning/attributes.ts';
import { ATTRIBUTE_LIST } from '../../../edge/journey/attribute-list.ts';
import { journeyBasisOf } from '../../../edge/journey/basis.ts';
import { checkCondition } from '../../../edge/journey/condition.ts';
import { journeyStateOf } from '../../../edge/journey/journey-state.ts';
import { traitsOf } from '../../../edge/journey/traits.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { MILANO, situation } from '../decisioning/a-shop.ts';
import { act, bought, DAY, lamp, MONDAY, page } from './a-person.ts';

/** A customer of whom everything is known. */
const FACTS: Fact[] = [
  page(MONDAY - 40 * DAY, 'product'),
  ...[1, 2, 3].map((number) => bought(`o${number}`, MONDAY - (40 - number) * DAY)),
  act('add_to_cart', MONDAY - DAY, { items: [lamp], sessionId: 's2' }),
  act('feedback', MONDAY - 2 * DAY, { question: 'nps', score: 9, rule: 'nps', block: 'nps.1' }),
  act('impression', MONDAY - 2 * DAY, { rule: 'picks', block: 'picks.1' }),
];

/** Paths of all values, lists being values; what is below `seen` and `friction` under the name of its kind. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = path === 'seen' ? '{rule}' : path === 'session.friction' ? '{kind}' : key;
    return leaves(inner, path ? `${path}.${name}` : name);
  });
}

function attributes(): Attributes {
  const input = situation({ facts: FACTS, position: MILANO });
  const basis = journeyBasisOf(input.site.head);
  const traits = traitsOf(input.profile, input.customer, basis, input.nowMs);
  const journey = journeyStateOf(traits, input.profile, input.customer, null, basis, ['en'], input.nowMs);
  return attributesOf(input, traits, journey, ['top']);
}

describe('what conditions may ask, as editors are told', () => {
  const listed = ATTRIBUTE_LIST.map(({ path }) => path);

  it('names each attribute once, in Italian and English, with a condition that could be saved', () => {
    expect(listed).toEqual([...new Set(listed)]);
    for (const { path, meaning, example } of ATTRIBUTE_LIST) {
      expect(meaning.it && meaning.en, path).toBeTruthy();
      expect([path, checkCondition(example)]).toEqual([path, []]);
    }
  });

  it('leaves out nothing that there is', () => {
    // Where nobody has fitted what a shop's customers are worth, these stand for what is below them.
    const coarse = new Set(['lifetime', 'lifetime.rfm', 'session.friction']);
    expect(leaves(attributes()).filter((path) => !listed.includes(path) && !coarse.has(path))).toEqual([]);
  });

  it('names nothing that there is not, and says what type it has', () => {
    const all = attributes() as unknown as Record<string, unknown>;
    const valueAt = (path: string): unknown =>
      path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], all);
    const typeOf = (value: unknown): string =>
      Array.isArray(value) ? (typeof value[0] === 'object' ? 'object[]' : 'text[]') : typeof value === 'string' ? 'text' : typeof value;
    for (const { path, type, nullable } of ATTRIBUTE_LIST) {
      const value = valueAt(path.replace('{rule}', 'picks'));
      if (value === undefined || value === null) expect([path, nullable]).toEqual([path, true]);
      else if (Array.isArray(value) && value.length === 0) expect(type).toMatch(/\[\]$/);
      else expect([path, typeOf(value)]).toEqual([path, type === 'date' ? 'text' : type]);
    }
  });
});
