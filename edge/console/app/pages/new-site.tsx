import { useState } from 'preact/hooks';
import type { ApiProblem } from '../api.ts';
import { useApi, useTexts } from '../context.ts';
import { hrefOf } from '../route.ts';
import { CopyBlock } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice, ProblemNotice } from '../ui/notice.tsx';
import { asProblem } from '../use-load.ts';

interface Props {
  onDone: () => void;
  onClose?: () => void;
  /** there is no other site yet: the form is the page */
  first?: boolean;
}

/** Makes a site; its identity key is shown once. */
export function NewSite({ onDone, onClose, first = false }: Props) {
  const texts = useTexts();
  const words = texts.siteForm;
  const api = useApi();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [made, setMade] = useState<{ id: string; identitySecret: string } | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { origin, ...fields } = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;
    setProblem(null);
    try {
      const body = { ...fields, origins: [(origin ?? '').trim().replace(/\/+$/, '')] };
      setMade((await api.send<{ id: string; identitySecret: string }>('POST', '/sites', body)).value);
      // the list knows it from now on; a first site would take the place of this form, and of the key, at once
      if (!first) onDone();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const content = made ? (
    <div class="stack">
      <Notice tone="good">{words.secretText}</Notice>
      <CopyBlock text={made.identitySecret} label={words.secretTitle} />
      <a
        class="button primary"
        href={hrefOf(made.id, 'install')}
        onClick={() => {
          onDone();
          onClose?.();
        }}
      >
        {words.open}
      </a>
    </div>
  ) : (
    <form class="stack" onSubmit={submit}>
      <label>
        {words.name}
        <input name="name" required maxLength={120} />
      </label>
      <label>
        {words.id}
        <input name="id" required pattern="[a-z0-9][a-z0-9_\-]{0,62}" spellcheck={false} aria-describedby="id-hint" />
        <small id="id-hint">{words.idHint}</small>
      </label>
      <label>
        {words.origin}
        <input name="origin" type="url" required placeholder="https://" />
      </label>
      <div class="row">
        <label>
          {words.currency}
          <input name="currency" required defaultValue="EUR" pattern="[A-Z]{3}" />
        </label>
        <label>
          {words.locale}
          <input name="locale" required defaultValue="it-IT" />
        </label>
        <label>
          {words.timeZone}
          <input name="timeZone" required defaultValue="Europe/Rome" />
        </label>
      </div>
      {problem && <ProblemNotice problem={problem} />}
      <footer>
        <button type="submit" class="primary">
          {words.create}
        </button>
      </footer>
    </form>
  );
  if (first) {
    return (
      <section class="card narrow">
        <h1>{texts.noSites}</h1>
        {content}
      </section>
    );
  }
  return (
    <Dialog title={texts.newSite} onClose={() => onClose?.()}>
      {content}
    </Dialog>
  );
}
