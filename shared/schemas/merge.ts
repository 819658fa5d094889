import * as v from 'valibot';
import { ID_PATTERN } from '../ids.ts';

/** Half of a character has no place in the name of an object. Without flags, as JSON Schema has none. */
const WHOLE_CHARACTERS = /^(?:[^\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])*$/;

const PersonSchema = v.union(
  [
    v.strictObject({ customerId: v.pipe(v.string(), v.minLength(1), v.maxLength(128), v.regex(WHOLE_CHARACTERS)) }),
    v.strictObject({ visitorId: v.pipe(v.string(), v.regex(ID_PATTERN)) }),
  ],
  'must be {"customerId": "…"} or {"visitorId": "…"}',
);

/** The body of `…/visitors/merge` and `…/visitors/unmerge`: two names of one person, and under which they are one. */
export const MergeSchema = v.object({ keep: PersonSchema, take: PersonSchema });
