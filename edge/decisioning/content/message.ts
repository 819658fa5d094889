import { textOf } from '../texts.ts';
import { actionOf, type ContentContext, type TemplateOf } from './context.ts';
import type { Draft } from './told.ts';

/** A marketer's own words. `{products}` stands for the number of products in the cart. */
export function messageContent(template: TemplateOf<'message'>, { traits, speech }: ContentContext): Draft<'message'> | null {
  const values = { products: traits.cart.open ? traits.cart.lines : null };
  const title = textOf(template.title, speech, values);
  const text = textOf(template.text, speech, values);
  if (title === null || text === null) return null;
  const action = actionOf(template.action, speech);
  return { draft: { title, text, ...(action ? { action } : {}) } };
}
