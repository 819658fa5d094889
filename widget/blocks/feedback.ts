import type { ComponentType, JSX } from 'preact';
import type { FeedbackContent } from '../../shared/schemas/block.ts';
import type { BodyProps } from './acts.ts';
import type { Kit } from './kit.ts';
import { scaleValues } from './scale.ts';

/** Up to this many steps stand side by side on the narrowest phone; more take two rows there. */
const SHORT_SCALE_STEPS = 6;

/** What an event's `text` may hold. */
const COMMENT_MAX_CHARACTERS = 2_000;

type Answer = { score: number } | { answer: string };
type Props = BodyProps<'feedback'>;

interface State {
  step?: 'comment' | 'thanks';
}

/** The question: a scale of numbers between two words, or answers to choose from. */
function drawQuestion({ h }: Kit, { question, input }: FeedbackContent, onAnswer: (answer: Answer) => void): JSX.Element {
  const option = (label: string | number, answer: Answer) =>
    h('button', { type: 'button', class: 'option', onClick: () => onAnswer(answer) }, label);
  const legend = h('legend', null, question);
  if (input.type !== 'scale') {
    const options = input.options.map(({ value, label }) => option(label, { answer: value }));
    return h('fieldset', null, legend, h('div', { class: 'choice' }, options));
  }
  const steps = scaleValues(input.min, input.max);
  return h(
    'fieldset',
    null,
    legend,
    h(
      'div',
      { class: steps.length > SHORT_SCALE_STEPS ? 'scale long' : 'scale' },
      steps.map((score) => option(score, { score })),
    ),
    h('div', { class: 'ends' }, h('small', null, input.minLabel), h('small', null, input.maxLabel)),
  );
}

/** One question, then perhaps a comment, then thanks. Each answer leaves at once, so that nobody who stops half-way is lost. */
export function createFeedback(kit: Kit): ComponentType<Props> {
  const { h, Component } = kit;

  return class Feedback extends Component<Props, State> {
    /** what the step is about: the comment's field, the thanks */
    declare main: HTMLElement;

    override componentDidUpdate(_: Props, { step }: State): void {
      // The button that was pressed is gone with its step: the focus goes on to what replaced it.
      if (step !== this.state.step) this.main.focus();
    }

    override render({ content, acts }: Props, { step }: State): JSX.Element {
      const { questionId, orderId, commentLabel, submitLabel, thanks } = content;
      const give = (given: Answer | { text: string }) =>
        acts.feedback({ question: questionId, ...(orderId && { transaction_id: orderId }), ...given });
      const ref = (main: HTMLElement | null) => {
        if (main) this.main = main;
      };
      const onAnswer = (answer: Answer) => {
        give(answer);
        this.setState({ step: commentLabel ? 'comment' : 'thanks' });
      };
      const onSubmit = (event: Event) => {
        event.preventDefault();
        const text = (this.main as HTMLTextAreaElement).value.trim();
        if (text) give({ text });
        this.setState({ step: 'thanks' });
      };
      const drawComment = () =>
        h(
          'form',
          { onSubmit },
          h('label', null, commentLabel, h('textarea', { rows: 3, maxLength: COMMENT_MAX_CHARACTERS, ref })),
          h('button', { type: 'submit', class: 'button' }, submitLabel),
        );
      const drawThanks = () => h('p', { class: 'thanks', tabIndex: -1, ref }, thanks);
      const inside = !step ? drawQuestion(kit, content, onAnswer) : step === 'comment' ? drawComment() : drawThanks();
      return h('div', { class: 'ask' }, inside);
    }
  };
}
