import { toJsonSchema } from '@valibot/to-json-schema';
import { loadTypeScript } from './load-typescript.mjs';

/** Where it stands among the static files, and below `/v1/` of the edge. */
export const SETUP_SCHEMA_FILE = 'schemas/site-setup.json';

/** How the schema of a text in several languages looks: the longest tag of BCP 47 that is accepted. */
const LANGUAGE_TAG_MAX = 35;

/**
 * JSON Schema of the one-file set-up of a site, for editors: the schema that the edge checks with, and words for each field. Draft 7, which is the
 * newest that common editors know in full. A field that is not known is a slip of the keyboard, so it is marked, though the edge would only drop it.
 * @returns {Promise<Record<string, any>>}
 */
export async function setupSchema() {
  const { SCHEMAS, ...words } = await loadTypeScript('edge/http/openapi/source.ts');
  const { $schema, ...shape } = toJsonSchema(SCHEMAS.SiteSetup, {
    target: 'draft-07',
    typeMode: 'input',
    errorMode: 'ignore',
    // Rows of fixtures may have any column that imports know.
    overrideSchema: ({ valibotSchema: { type }, jsonSchema }) =>
      type === 'loose_object' ? { ...jsonSchema, additionalProperties: true } : undefined,
  });
  return { $schema, title: 'Set-up of a site', ...worded(shape, '', words) };
}

/** The same schema with a description for each field. Keys stay in the order of the schema. */
function worded(shape, written, words) {
  const { SETUP_FIELD_ALIASES: aliases, SETUP_FIELD_TEXTS: texts, LANGUAGE_TEXTS: languages } = words;
  const path = aliases[written] ?? written;
  const at = (name) => (path === '' ? name : `${path}.${name}`);
  const inner = (schema, innerPath) => worded(schema, innerPath, words);
  const description = texts[path];
  const next = description === undefined ? { ...shape } : { description, ...shape };
  if (isTexts(shape)) {
    const ofLanguage = (language) => ({ description: languages[language], ...shape.additionalProperties });
    next.properties = Object.fromEntries(Object.keys(languages).map((language) => [language, ofLanguage(language)]));
  } else if (shape.properties !== undefined) {
    next.properties = Object.fromEntries(Object.entries(shape.properties).map(([name, schema]) => [name, inner(schema, at(name))]));
    next.additionalProperties ??= false;
  } else if (isSchema(shape.additionalProperties)) {
    next.additionalProperties = inner(shape.additionalProperties, `${path}{}`);
  }
  if (isSchema(shape.items)) next.items = inner(shape.items, `${path}[]`);
  for (const choice of ['anyOf', 'oneOf']) {
    // What is said of the choice need not be said again of each member.
    if (shape[choice] !== undefined)
      next[choice] = shape[choice].map((member) => {
        const { description: _, ...rest } = inner(member, path);
        return rest;
      });
  }
  return next;
}

const isSchema = (value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0;
const isTexts = (shape) => shape.propertyNames?.maxLength === LANGUAGE_TAG_MAX && shape.additionalProperties?.type === 'string';
