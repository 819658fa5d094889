import type { MessageContent } from '../../../shared/schemas/block.ts';
import { textOf } from '../texts.ts';
import { actionOf, type ContentContext, type TemplateOf } from './context.ts';

/** A marketer's own words. `{products}` stands for the number of products in the cart. */
export function messageContent(template: TemplateOf<'message'>, { traits, speech }: ContentContext): MessageContent | null {
  const values = { products: traits.cart.open ? traits.cart.lines : null };
  const title = textOf(template.title, speech, values);
  const text = textOf(template.text, speech, values);
  if (title === null || text === null) return null;
  const action = actionOf(template.action, speech);
  return { title, text, ...(action ? { action } : {}) };
}
