import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ApiProblem, createApi } from '../api.ts';
import { useTexts } from '../context.ts';
import { Mark } from '../ui/icons.tsx';
import { Notice, ProblemNotice } from '../ui/notice.tsx';
import { asProblem } from '../use-load.ts';

/** The door. A token is tried before it is kept. */
export function SignIn({ ended, onToken, children }: { ended: boolean; onToken: (token: string) => void; children: ComponentChildren }) {
  const texts = useTexts();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget as HTMLFormElement).get('token') ?? '').trim();
    if (token === '' || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      // what is no header value is no token either
      if (!/^[\x21-\x7e]+$/.test(token)) throw new ApiProblem(401, '');
      await createApi(token, () => undefined).get('/sites');
      onToken(token);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <main class="door" id="content">
      <form onSubmit={submit}>
        <p class="logo">
          <Mark /> Tappa
        </p>
        <h1>{texts.signIn.title}</h1>
        <p class="soft">{ticked(texts.signIn.lead)}</p>
        <label>
          {texts.signIn.token}
          <input
            name="token"
            type="password"
            autocomplete="current-password"
            required
            spellcheck={false}
            aria-invalid={problem?.status === 401}
          />
        </label>
        <button type="submit" class="primary" disabled={busy}>
          {busy ? texts.loading : texts.signIn.submit}
        </button>
        {ended && !problem && <Notice tone="warning">{texts.signIn.ended}</Notice>}
        {problem && (problem.status === 401 ? <Notice tone="bad">{texts.signIn.wrong}</Notice> : <ProblemNotice problem={problem} />)}
        <p class="soft small">{texts.signIn.kept}</p>
      </form>
      {children}
    </main>
  );
}

/** What stands between ticks in a text is something to type. */
export function ticked(text: string) {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? <code key={piece}>{piece}</code> : piece));
}
