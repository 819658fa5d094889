import type { FeedbackContent } from '../../shared/schemas/block.ts';
import type { Body } from './acts.ts';
import { type Child, el, fill } from './dom.ts';
import { scaleValues } from './scale.ts';

/** Up to this many steps stand side by side on the narrowest phone; more take two rows there. */
const SHORT_SCALE_STEPS = 6;

/** What an event's `text` may hold. */
const COMMENT_MAX_CHARACTERS = 2_000;

type Answer = { score: number } | { answer: string };

function questionStep({ question, input }: FeedbackContent, onAnswer: (answer: Answer) => void): Child {
  const option = (label: string | number, answer: Answer) =>
    el('button', { type: 'button', class: 'option', onclick: () => onAnswer(answer) }, label);
  const isScale = input.type === 'scale';
  const steps = isScale ? scaleValues(input.min, input.max) : [];
  return el(
    'fieldset',
    {},
    el('legend', {}, question),
    isScale
      ? el('div', { class: steps.length > SHORT_SCALE_STEPS ? 'scale long' : 'scale' }, ...steps.map((score) => option(score, { score })))
      : el('div', { class: 'choice' }, ...input.options.map(({ value, label }) => option(label, { answer: value }))),
    isScale && el('div', { class: 'ends' }, el('small', {}, input.minLabel), el('small', {}, input.maxLabel)),
  );
}

/** One question, then perhaps a comment, then thanks. Each answer leaves at once, so that nobody who stops half-way is lost. */
export const feedback: Body<'feedback'> = ({ content, acts }) => {
  const { questionId, orderId, commentLabel, submitLabel, thanks } = content;
  const about = { question: questionId, ...(orderId && { transaction_id: orderId }) };
  // The button that was pressed is gone with its step: the focus goes on to what replaced it.
  const step = (next: Child, focused: HTMLElement) => {
    fill(box, [next]);
    focused.focus();
  };
  const thank = () => {
    const words = el('p', { class: 'thanks', tabindex: -1 }, thanks);
    step(words, words);
  };
  const askComment = () => {
    const comment = el('textarea', { rows: 3, maxlength: COMMENT_MAX_CHARACTERS });
    const onsubmit = (event: Event) => {
      event.preventDefault();
      const text = comment.value.trim();
      if (text) acts.feedback({ ...about, text });
      thank();
    };
    const send = el('button', { class: 'button' }, submitLabel);
    step(el('form', { onsubmit }, el('label', {}, commentLabel, comment), send), comment);
  };
  const box = el(
    'div',
    { class: 'ask' },
    questionStep(content, (answer) => {
      acts.feedback({ ...about, ...answer });
      if (commentLabel) askComment();
      else thank();
    }),
  );
  return [box];
};
