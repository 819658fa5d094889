import { useState } from 'preact/hooks';
import { useLanguage, useTexts } from '../context.ts';
import { numberText } from '../format.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { type ReplayState, useReplay } from '../use-replay.ts';
import { type ReplayWords, replayWords } from '../words/replay-words.ts';
import { fill } from '../words/texts.ts';

/** Why a draft is published though it changes more than the site allows. */
export interface Force {
  force: true;
  reason: string;
}

interface Props {
  ruleName: (id: string) => string;
  onConfirm: (force: Force | undefined) => void;
  onClose: () => void;
}

/** The question before publishing: what the draft would have changed for the visits there were, and why it is to be published all the same. */
export function PublishDialog({ ruleName, onConfirm, onClose }: Props) {
  const texts = useTexts();
  const words = texts.rules;
  const language = useLanguage();
  const replay = useReplay();
  const [reason, setReason] = useState('');
  const { standing, problem } = replay;
  const found = standing?.result ? replayWords(standing.result, standing.days, ruleName, language) : null;
  const isSame = problem?.status === 409;
  const isUnknown = !isSame && (problem !== null || (standing !== null && standing.status !== 'running' && standing.result === null));
  const needsReason = isUnknown || (found !== null && found.exceeded !== null);
  const ready = isSame || isUnknown || found !== null;
  const submit = (event: Event) => {
    event.preventDefault();
    onConfirm(needsReason && reason.trim() !== '' ? { force: true, reason: reason.trim() } : undefined);
    onClose();
  };
  return (
    <Dialog title={words.publishQuestion} onClose={onClose} wide>
      <form class="stack" onSubmit={submit}>
        <p>{words.publishText}</p>
        <section class="replay" aria-live="polite" aria-busy={!ready}>
          <h3>{words.replayTitle}</h3>
          {!ready && <Progress replay={replay} />}
          {found && <Found found={found} />}
          {isSame && <p>{words.draftSame}</p>}
          {isUnknown && <Notice tone="warning">{words.replayUnknown}</Notice>}
        </section>
        {needsReason && (
          <label>
            <b>{words.forceReason}</b>
            <small id="force-hint">{isUnknown ? words.forceMaybe : words.forceHint}</small>
            <textarea
              rows={2}
              maxLength={500}
              required={!isUnknown}
              value={reason}
              aria-describedby="force-hint"
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
        )}
        <footer>
          <button type="button" onClick={onClose}>
            {texts.cancel}
          </button>
          <button type="submit" class={needsReason ? 'danger' : 'primary'} disabled={!ready}>
            {needsReason && !isUnknown ? words.forcePublish : words.publish}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Progress({ replay: { standing } }: { replay: ReplayState }) {
  const words = useTexts().rules;
  const language = useLanguage();
  const { visits, of } = standing?.progress ?? { visits: 0, of: 0 };
  const told = fill(words.replaying, { visits: numberText(visits, language), of: numberText(of, language) });
  return (
    <>
      <p>{of > 0 ? told : words.replayBegins}</p>
      {of > 0 ? <progress value={visits} max={of} aria-label={words.replayTitle} /> : <progress aria-label={words.replayTitle} />}
    </>
  );
}

function Found({ found }: { found: ReplayWords }) {
  const words = useTexts().rules;
  return (
    <>
      {found.exceeded && <Notice tone="warning">{found.exceeded}</Notice>}
      <List of={found.figures} />
      {found.rules.length > 0 && <h4>{words.replayRules}</h4>}
      <List of={found.rules} />
      {found.conflicts.length > 0 && <h4>{words.replayConflicts}</h4>}
      <List of={found.conflicts} />
      <p class="soft">{found.limits}</p>
    </>
  );
}

function List({ of }: { of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <ul>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
