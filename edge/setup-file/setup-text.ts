import * as v from 'valibot';
import { type SiteSetup, SiteSetupSchema } from '../../shared/schemas/site-setup.ts';
import { unknownFields } from './check-file.ts';

/** Below the address of an edge: the JSON Schema of a set-up file. */
export const SETUP_SCHEMA_PATH = '/v1/schemas/site-setup.json';

/**
 * A set-up as the text of its file, whatever order its fields came in: two spaces, fields in the order of the schema, maps in the order their author chose, one line feed at the
 * end. The same set-up gives the same bytes, and a set-up read from them gives them again.
 *
 * @param setup one with fields that this version does not know is written as it came: nothing of it is lost
 * @param schemaUrl stands as `$schema` where the set-up names none, so that editors complete the file
 */
export function setupText(setup: SiteSetup, schemaUrl?: string): string {
  const { $schema = schemaUrl, ...rest } = inOrder(setup);
  return `${JSON.stringify({ ...($schema === undefined ? {} : { $schema }), ...rest }, null, 2)}\n`;
}

function inOrder(setup: SiteSetup): SiteSetup {
  const { success, output } = v.safeParse(SiteSetupSchema, setup);
  return success && unknownFields(setup, output).length === 0 ? output : setup;
}
