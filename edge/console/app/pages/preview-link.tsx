import { useState } from 'preact/hooks';
import { type ApiProblem, part } from '../api.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { CopyBlock } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice, ProblemNotice } from '../ui/notice.tsx';
import { asProblem } from '../use-load.ts';
import { fill } from '../words/texts.ts';

/** Asks for a page of the shop and gives the link that shows the draft there. @param unsaved what is typed but not saved is not in the draft */
export function PreviewLink({ unsaved, onClose }: { unsaved: boolean; onClose: () => void }) {
  const words = useTexts().preview;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const [made, setMade] = useState<{ url: string; expiresAt: string } | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(null);
    try {
      const body = { url: `${form.get('url')}`, draft: form.get('what') === 'draft', expiresInSeconds: Number(form.get('hours')) * 3_600 };
      setMade((await api.send<{ url: string; expiresAt: string }>('POST', `/sites/${part(site.id)}/preview-links`, body)).value);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      {made ? (
        <div class="stack">
          <p>{fill(words.made, { time: new Date(made.expiresAt).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' }) })}</p>
          <CopyBlock text={made.url} label={words.link} />
          <a class="button primary" href={made.url} target="_blank" rel="noopener noreferrer">
            {words.open}
          </a>
        </div>
      ) : (
        <form class="stack" onSubmit={submit}>
          <p class="soft">{words.lead}</p>
          {unsaved && (
            <Notice tone="warning">
              <p>{words.unsaved}</p>
            </Notice>
          )}
          {problem && <ProblemNotice problem={problem} where={() => words.url} />}
          <label>
            {words.url}
            <input name="url" type="url" required maxLength={1_500} defaultValue={`${site.origins[0] ?? 'https:/'}/`} />
          </label>
          <div class="row">
            <label>
              {words.what}
              <select name="what">
                <option value="draft">{words.draft}</option>
                <option value="published">{words.published}</option>
              </select>
            </label>
            <label>
              {words.lives}
              <select name="hours">
                <option value="1">{words.hour}</option>
                <option value="8">{words.workday}</option>
                <option value="24">{words.day}</option>
              </select>
            </label>
          </div>
          <button type="submit" class="primary" disabled={busy}>
            {words.make}
          </button>
        </form>
      )}
    </Dialog>
  );
}
