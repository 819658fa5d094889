import { Component } from 'preact';
import type { FeedbackContent } from '../../shared/schemas/block.ts';
import type { BodyProps } from './acts.ts';
import { scaleValues } from './scale.ts';

/** Up to this many steps stand side by side on the narrowest phone; more take two rows there. */
const SHORT_SCALE_STEPS = 6;

/** What an event's `text` may hold. */
const COMMENT_MAX_CHARACTERS = 2_000;

type Answer = { score: number } | { answer: string };

function Question({ content: { question, input }, onAnswer }: { content: FeedbackContent; onAnswer(answer: Answer): void }) {
  const option = (label: string | number, answer: Answer) => (
    <button type="button" class="option" onClick={() => onAnswer(answer)}>
      {label}
    </button>
  );
  const steps = input.type === 'scale' && scaleValues(input.min, input.max);
  return (
    <fieldset>
      <legend>{question}</legend>
      {input.type !== 'scale' ? (
        <div class="choice">{input.options.map(({ value, label }) => option(label, { answer: value }))}</div>
      ) : (
        steps && (
          <>
            <div class={steps.length > SHORT_SCALE_STEPS ? 'scale long' : 'scale'}>{steps.map((score) => option(score, { score }))}</div>
            <div class="ends">
              <small>{input.minLabel}</small>
              <small>{input.maxLabel}</small>
            </div>
          </>
        )
      )}
    </fieldset>
  );
}

type Props = BodyProps<'feedback'>;

interface State {
  step?: 'comment' | 'thanks';
}

/** One question, then perhaps a comment, then thanks. Each answer leaves at once, so that nobody who stops half-way is lost. */
export class Feedback extends Component<Props, State> {
  /** what the step is about: the comment's field, the thanks */
  declare private main: HTMLElement;

  override componentDidUpdate(_: Props, { step }: State): void {
    // The button that was pressed is gone with its step: the focus goes on to what replaced it.
    if (step !== this.state.step) this.main.focus();
  }

  override render({ content, acts }: Props, { step }: State) {
    const { questionId, orderId, commentLabel, submitLabel, thanks } = content;
    const give = (given: Answer | { text: string }) =>
      acts.feedback({ question: questionId, ...(orderId && { transaction_id: orderId }), ...given });
    const ref = (main: HTMLElement | null) => {
      if (main) this.main = main;
    };
    const onSubmit = (event: Event) => {
      event.preventDefault();
      const text = (this.main as HTMLTextAreaElement).value.trim();
      if (text) give({ text });
      this.setState({ step: 'thanks' });
    };
    const onAnswer = (answer: Answer) => {
      give(answer);
      this.setState({ step: commentLabel ? 'comment' : 'thanks' });
    };
    return (
      <div class="ask">
        {!step ? (
          <Question content={content} onAnswer={onAnswer} />
        ) : step === 'thanks' ? (
          <p class="thanks" tabIndex={-1} ref={ref}>
            {thanks}
          </p>
        ) : (
          <form onSubmit={onSubmit}>
            <label>
              {commentLabel}
              <textarea rows={3} maxLength={COMMENT_MAX_CHARACTERS} ref={ref} />
            </label>
            <button type="submit" class="button">
              {submitLabel}
            </button>
          </form>
        )}
      </div>
    );
  }
}
