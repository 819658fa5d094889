import * as v from 'valibot';
import { ConditionSchema, RECOMMENDATION_STRATEGIES, TextsSchema } from './rule.ts';

/** Most products a slot shows: further down nothing can be pinned. */
const PIN_PLACE_MAX = 24;
const names = (most: number) =>
  v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.minLength(1), v.maxLength(most)));
const price = v.optional(v.pipe(v.number(), v.minValue(0)));

/** Which products are meant: those that fit every member that is there. */
export const ProductSelectionSchema = v.object({
  /** product or item group ids */
  ids: names(500),
  brands: names(100),
  /** names of categories, at any depth of a product's path */
  categories: names(100),
  /** what is paid now, major units of the product's currency */
  minPrice: price,
  maxPrice: price,
});

/** What a merchant wants of products in recommendations, over what the strategies found. */
export const MerchandisingRuleSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'may hold lower-case letters, digits and "-"')),
  name: TextsSchema,
  enabled: v.optional(v.boolean(), true),
  /** only what these strategies find (a pin: blocks that use one of them); empty = all, what fills the slot too */
  strategies: v.optional(v.array(v.picklist(RECOMMENDATION_STRATEGIES)), []),
  /** when it counts: of the person, the page and the moment, as a rule's */
  who: v.optional(ConditionSchema, {}),
  products: ProductSelectionSchema,
  act: v.variant('kind', [
    /** in this place of the row, 1 = first */
    v.object({ kind: v.literal('pin'), place: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PIN_PLACE_MAX)) }),
    /** counts so many times as much among what its strategy found */
    v.object({ kind: v.literal('boost'), factor: v.pipe(v.number(), v.gtValue(1), v.maxValue(100)) }),
    /** only where nothing else is left */
    v.object({ kind: v.literal('bury') }),
    v.object({ kind: v.literal('exclude') }),
  ]),
});
export type MerchandisingRule = v.InferOutput<typeof MerchandisingRuleSchema>;
