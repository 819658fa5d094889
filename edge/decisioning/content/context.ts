import type { Product } from '../../../shared/schemas/product.ts';
import type { BlockTemplate } from '../../../shared/schemas/rule.ts';
import { pickText } from '../../journey/text-choice.ts';
import type { Traits } from '../../journey/traits.ts';
import type { Attributes } from '../attributes.ts';
import type { Speech } from '../texts.ts';
import type { DecisionInput } from '../types.ts';

/** What every builder of content has at hand. */
export interface ContentContext {
  input: DecisionInput;
  traits: Traits;
  speech: Speech;
  /** what conditions of the set-up may ask */
  attributes: Attributes;
}

export type TemplateOf<K extends BlockTemplate['kind']> = Extract<BlockTemplate, { kind: K }>;

/** A product's name in the answer's language. */
export function productTitle(product: Product, speech: Speech): string {
  return (product.titles ? pickText(product.titles, speech.chain) : null) ?? product.title;
}
