import { useState } from 'preact/hooks';
import { type ApiProblem, part } from '../api.ts';
import type { Page, Version } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { momentText } from '../format.ts';
import { Confirm } from '../ui/dialog.tsx';
import { ProblemNotice } from '../ui/notice.tsx';
import { asProblem, useLoad } from '../use-load.ts';
import { fill } from '../words/texts.ts';

/** What was published, newest first, and the way back to it. `turn` changes when something was published. */
export function Versions({ turn, onRolledBack }: { turn: number; onRolledBack: () => void }) {
  const texts = useTexts();
  const words = texts.rules;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const versions = useLoad(
    `versions ${turn}`,
    async () => (await api.get<Page<Version>>(`/sites/${part(site.id)}/versions?limit=20`)).value,
  );
  const [asked, setAsked] = useState<number | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const rollBack = (version: number) =>
    api.send('POST', `/sites/${part(site.id)}/versions/${version}/rollback`).then(
      () => {
        versions.reload();
        onRolledBack();
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  return (
    <section class="card">
      <h2>{words.versionsTitle}</h2>
      {problem && <ProblemNotice problem={problem} />}
      {versions.problem && <ProblemNotice problem={versions.problem} retry={versions.reload} />}
      <ol class="versions">
        {versions.value?.items.map((version) => (
          <li key={version.version}>
            <b>{fill(words.version, { version: version.version })}</b>
            <span class="soft">
              {momentText(version.publishedAt, language, site.timeZone)} {fill(words.by, { actor: version.actor })}
              {version.rollbackOf !== null && `, ${fill(words.rollbackOf, { version: version.rollbackOf })}`}
            </span>
            {version.current ? (
              <span class="badge">{words.current}</span>
            ) : (
              <button type="button" onClick={() => setAsked(version.version)}>
                {words.rollback}
              </button>
            )}
          </li>
        ))}
      </ol>
      {asked !== null && (
        <Confirm
          title={fill(words.rollbackQuestion, { version: asked })}
          text={words.rollbackText}
          action={words.rollback}
          onConfirm={() => rollBack(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}
