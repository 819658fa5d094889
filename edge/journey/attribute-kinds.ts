import { FRICTION_KINDS } from '../../shared/schemas/event.ts';
import { ATTRIBUTE_LIST, type AttributeType } from './attribute-list.ts';

/** What a condition may compare an attribute to. Numbers are counts, amounts and ages: none is below 0, and a missing one counts as 0. */
export type AttributeKind = 'number' | 'boolean' | 'text' | 'list' | 'categories';

const KIND_OF: Readonly<Record<AttributeType, AttributeKind>> = {
  number: 'number',
  boolean: 'boolean',
  text: 'text',
  date: 'text',
  'text[]': 'list',
  'object[]': 'categories',
};

/** What belongs to a moment or a page, and so to rules alone. */
export const MOMENT_ATTRIBUTES = /^(page|time|store|seen)(\.|$)/;

/** Every attribute that says something of a person, whatever page they are on: what segments may ask. */
export const PERSON_ATTRIBUTES: ReadonlyMap<string, AttributeKind> = new Map([
  ...ATTRIBUTE_LIST.filter(({ path }) => !MOMENT_ATTRIBUTES.test(path)).flatMap(({ path, type }) =>
    (path.endsWith('{kind}') ? FRICTION_KINDS.map((kind) => path.replace('{kind}', kind)) : [path]).map((name): [string, AttributeKind] => [
      name,
      KIND_OF[type],
    ]),
  ),
  // Whether there is a forecast at all.
  ['lifetime', 'text'],
]);

/** Attributes of an element of `categories`. */
export const CATEGORY_ATTRIBUTES: ReadonlyMap<string, AttributeKind> = new Map([
  ['category', 'text'],
  ['views', 'number'],
  ['addToCarts', 'number'],
  ['purchases', 'number'],
]);
