import type { ComponentChildren } from 'preact';
import type { ApiProblem } from '../api.ts';
import { useLanguage, useTexts } from '../context.ts';
import { messageWords } from '../words/message-words.ts';
import { Icon } from './icons.tsx';

type Tone = 'good' | 'warning' | 'bad';
const ICONS = { good: 'check', warning: 'warning', bad: 'stop' } as const;

/** Something that happened, said aloud to screen readers: at once where it is bad. */
export function Notice({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <div class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  );
}

/** A refusal in the reader's words, with the server's own as detail. */
export function ProblemNotice({ problem, retry, where }: { problem: ApiProblem; retry?: () => void; where?: (pointer: string) => string }) {
  const texts = useTexts();
  const language = useLanguage();
  const known = texts.problems[problem.status as keyof typeof texts.problems];
  const words = problem.status === 0 ? texts.problems.network : (known ?? texts.problems.other);
  return (
    <Notice tone="bad">
      <p>{words}</p>
      {problem.errors.length > 0 ? (
        <ul>
          {problem.errors.map(({ pointer, message }) => (
            <li key={pointer + message}>
              <b>{where ? where(pointer) : pointer.replace(/^\//, '')}</b> {messageWords(message, language)}
            </li>
          ))}
        </ul>
      ) : (
        problem.message && (
          <p class="soft" lang="en">
            {texts.problems.detail}: {problem.message}
          </p>
        )
      )}
      {retry && (
        <button type="button" onClick={retry}>
          {texts.retry}
        </button>
      )}
    </Notice>
  );
}

export function Waiting() {
  const texts = useTexts();
  return (
    <p class="waiting" role="status">
      <span class="steps" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {texts.loading}
    </p>
  );
}
