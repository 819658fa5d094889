import type { ContentContext, TemplateOf } from './context.ts';
import type { Draft } from './told.ts';
import { actionOf, saidOf } from './wording.ts';

/** A marketer's own words. */
export function messageContent(template: TemplateOf<'message'>, context: ContentContext): Draft<'message'> | null {
  const title = saidOf(template.title, template.otherwise?.title, context);
  const text = saidOf(template.text, template.otherwise?.text, context);
  if (title === null || text === null) return null;
  const action = actionOf(template.action, context);
  const link = action ? { action } : {};
  return {
    draft: { title: title.now, text: text.now, ...link },
    ...(title.neutral === null || text.neutral === null ? {} : { neutral: { title: title.neutral, text: text.neutral, ...link } }),
  };
}
