import { describe, expect, it } from 'vitest';
import { type SetupSchema, setupSchema } from '../../../.scripts/setup-schema.mjs';
import { SETUP_FIELD_ALIASES, SETUP_FIELD_TEXTS } from '../../../edge/http/setup-schema-texts.ts';

const schema = await setupSchema();

/** Every field with its path, as the table of words names them; the languages of a text are no fields of their own. */
function fieldsOf(shape: SetupSchema, written = ''): string[] {
  const path = SETUP_FIELD_ALIASES[written] ?? written;
  const isTexts = 'it' in (shape.properties ?? {});
  const members = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap((member) => fieldsOf(member, path).slice(1));
  const named = isTexts ? [] : Object.entries(shape.properties ?? {});
  const inner = named.flatMap(([name, field]) => fieldsOf(field, path === '' ? name : `${path}.${name}`));
  const items = shape.items ? fieldsOf(shape.items, `${path}[]`) : [];
  const map = shape.additionalProperties;
  const values = map && Object.keys(map).length > 0 && !isTexts ? fieldsOf(map, `${path}{}`) : [];
  return [...new Set([path, ...inner, ...members, ...items, ...values])];
}

/** An entry that is an object is said by its fields and its list. */
const saysItself = (field: string) => field.endsWith('[]') && fields.some((other) => other.startsWith(`${field}.`));
const fields = fieldsOf(schema);

describe('the schema of a set-up file', () => {
  it('says in words what each field is: a new one needs a line in the table', () => {
    expect(fields.length).toBeGreaterThan(70);
    expect(fields.filter((field) => !SETUP_FIELD_TEXTS[field] && !saysItself(field))).toEqual([]);
  });

  it('has no words about fields that are not there', () => {
    expect(Object.keys(SETUP_FIELD_TEXTS).filter((field) => !fields.includes(field))).toEqual([]);
  });

  it('puts the words where editors look for them, and completes languages and choices', () => {
    const rule = schema.properties!.rules!.items!;
    expect(schema.description).toContain('one file');
    expect(rule.properties!.who!.description).toContain('$gte');
    expect(Object.keys(rule.properties!.reason!.properties!)).toEqual(['it', 'en', 'de', 'fr', 'es']);
    expect(rule.properties!.overlay!.enum).toEqual(['bar', 'corner', 'modal']);
    const picks = rule.properties!.what!.oneOf![0]!;
    expect(picks.properties!.count!.description).toBe('How many products.');
  });

  it('marks a field that is misspelt, and asks only for what has no default', () => {
    const rule = schema.properties!.rules!.items!;
    expect(rule.additionalProperties).toBe(false);
    expect(schema.required).toEqual(['journey', 'rules']);
    expect(rule.required).toEqual(['id', 'name', 'slots', 'what', 'reason']);
  });

  it('completes fixtures too, and lets their rows have columns of their own', () => {
    const given = schema.properties!.fixtures!.items!.properties!.given!.properties!;
    expect(given.past!.items!.properties!.items!.items!.properties!.item_id!.description).toBe('Its id in the catalog.');
    expect(given.catalog!.items!.additionalProperties).not.toBe(false);
    expect(given.past!.items!.additionalProperties).toBe(false);
  });

  it('lets texts have any language and conditions any attribute', () => {
    const stage = schema.properties!.journey!.properties!.stages!.items!;
    expect(stage.properties!.name!.additionalProperties).toMatchObject({ type: 'string' });
    expect(stage.properties!.when!.additionalProperties).toEqual({});
  });
});
