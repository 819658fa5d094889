import type { FeedbackContent } from '../../../shared/schemas/block.ts';
import { type Speech, textOf } from '../texts.ts';
import type { ContentContext, TemplateOf } from './context.ts';
import type { Draft } from './told.ts';

/**
 * A question about the last purchase, or about nothing in particular where there is none to ask about.
 * Nobody is asked the same twice: not for the same order, and without an order not at all; nor from memory, as it may have been answered since.
 */
export function feedbackContent(template: TemplateOf<'feedback'>, { input, traits, speech }: ContentContext): Draft<'feedback'> | null {
  const { dueOrderId } = traits.feedback;
  const { questionId } = template;
  if (dueOrderId === null && (traits.purchases.count > 0 || input.profile.feedback.some((given) => given.question === questionId)))
    return null;
  const title = textOf(template.title, speech);
  const question = textOf(template.question, speech);
  const answerInput = inputOf(template, speech);
  if (title === null || question === null || answerInput === null) return null;
  const draft: FeedbackContent = {
    title,
    question,
    questionId,
    ...(dueOrderId === null ? {} : { orderId: dueOrderId }),
    input: answerInput,
    commentLabel: textOf(template.commentLabel, speech) ?? '',
    submitLabel: speech.words.send,
    thanks: textOf(template.thanks, speech) ?? '',
  };
  return { draft, once: true };
}

function inputOf({ input }: TemplateOf<'feedback'>, speech: Speech): FeedbackContent['input'] | null {
  if (input.type === 'scale') {
    const { min, max } = input;
    if (min >= max) return null;
    return { type: 'scale', min, max, minLabel: textOf(input.minLabel, speech) ?? '', maxLabel: textOf(input.maxLabel, speech) ?? '' };
  }
  return { type: 'choice', options: input.options.map(({ value, label }) => ({ value, label: textOf(label, speech) ?? value })) };
}
