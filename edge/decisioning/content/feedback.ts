import type { FeedbackContent } from '../../../shared/schemas/block.ts';
import type { ContentContext, TemplateOf } from './context.ts';
import type { Draft } from './told.ts';
import { plainOf } from './wording.ts';

/**
 * A question about the last purchase, or about nothing in particular where there is none to ask about.
 * Nobody is asked the same twice: not for the same order, and without an order not at all; nor from memory, as it may have been answered since.
 */
export function feedbackContent(template: TemplateOf<'feedback'>, context: ContentContext): Draft<'feedback'> | null {
  const { input, traits, speech } = context;
  const { dueOrderId } = traits.feedback;
  const { questionId } = template;
  if (dueOrderId === null && (traits.purchases.count > 0 || input.profile.feedback.some((given) => given.question === questionId)))
    return null;
  const title = plainOf(template.title, context);
  const question = plainOf(template.question, context);
  const answerInput = inputOf(template, context);
  if (title === null || question === null || answerInput === null) return null;
  const draft: FeedbackContent = {
    title,
    question,
    questionId,
    ...(dueOrderId === null ? {} : { orderId: dueOrderId }),
    input: answerInput,
    commentLabel: plainOf(template.commentLabel, context) ?? '',
    submitLabel: speech.words.send,
    thanks: plainOf(template.thanks, context) ?? '',
  };
  return { draft, once: true };
}

function inputOf({ input }: TemplateOf<'feedback'>, context: ContentContext): FeedbackContent['input'] | null {
  if (input.type === 'scale') {
    const { min, max } = input;
    if (min >= max) return null;
    return { type: 'scale', min, max, minLabel: plainOf(input.minLabel, context) ?? '', maxLabel: plainOf(input.maxLabel, context) ?? '' };
  }
  return { type: 'choice', options: input.options.map(({ value, label }) => ({ value, label: plainOf(label, context) ?? value })) };
}
