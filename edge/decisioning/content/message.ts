import type { MessageContent } from '../../../shared/schemas/block.ts';
import { textOf } from '../texts.ts';
import { actionOf, type ContentContext, type TemplateOf } from './context.ts';
import { SAID_AGAIN_MAX_MS, type Told } from './validity.ts';

/** A marketer's own words. `{products}` stands for the number of products in the cart. */
export function messageContent(template: TemplateOf<'message'>, { input, traits, speech }: ContentContext): Told<MessageContent> | null {
  const values = { products: traits.cart.open ? traits.cart.lines : null };
  const title = textOf(template.title, speech, values);
  const text = textOf(template.text, speech, values);
  if (title === null || text === null) return null;
  const action = actionOf(template.action, speech);
  return { content: { title, text, ...(action ? { action } : {}) }, untilMs: input.nowMs + SAID_AGAIN_MAX_MS };
}
