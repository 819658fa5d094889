import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../context.ts';
import { Icon } from './icons.tsx';

const SHOWN_MS = 2_000;

/** Something to paste elsewhere. Where the clipboard is refused the text is there to select. */
export function CopyBlock({ text, label }: { text: string; label: string }) {
  const texts = useTexts();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <div class="code">
      <textarea
        readonly
        rows={text.split('\n').length}
        value={text}
        aria-label={label}
        spellcheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" onClick={copy}>
        <Icon name={copied ? 'check' : 'copy'} />
        <span role="status">{copied ? texts.copied : texts.copy}</span>
      </button>
    </div>
  );
}
