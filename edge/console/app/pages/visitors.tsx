import { useState } from 'preact/hooks';
import { part } from '../api.ts';
import type { Portrait } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { hrefOf, useRoute } from '../route.ts';
import { Notice, ProblemNotice, Waiting } from '../ui/notice.tsx';
import { useLoad } from '../use-load.ts';
import { fill } from '../words/texts.ts';
import { PortraitView } from './portrait.tsx';
import { ticked } from './sign-in.tsx';

export type PersonKind = 'visitors' | 'customers';

/** Finding one person. What was asked stands in the address, so that it can be sent to a colleague. */
export function Visitors() {
  const texts = useTexts();
  const words = texts.visitors;
  const site = useSite();
  const { query } = useRoute();
  const asked: PersonKind = query.get('by') === 'customers' ? 'customers' : 'visitors';
  const id = query.get('id') ?? '';
  const at = query.get('at') ?? '';
  const [kind, setKind] = useState<PersonKind>(asked);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;
    const person = (fields.id ?? '').trim();
    if (person === '') return;
    location.hash = hrefOf(site.id, 'visitors', { by: kind, id: person, ...(fields.at ? { at: fields.at } : {}) });
  };
  return (
    <>
      <header class="page">
        <div>
          <h1>{words.title}</h1>
          <p class="soft">{words.lead}</p>
        </div>
      </header>
      <form class="card finder" onSubmit={submit} key={`${asked} ${id} ${at}`}>
        <fieldset class="choice">
          <legend class="hidden">{words.kind}</legend>
          {(['visitors', 'customers'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="by" value={one} checked={kind === one} onChange={() => setKind(one)} />
              <span>{one === 'visitors' ? words.visitor : words.customer}</span>
            </label>
          ))}
        </fieldset>
        <label>
          {kind === 'visitors' ? words.visitorId : words.customerId}
          <input name="id" required defaultValue={id} spellcheck={false} autocomplete="off" />
        </label>
        <label>
          {words.at}
          <input name="at" type="datetime-local" defaultValue={at} />
        </label>
        <button type="submit" class="primary">
          {words.find}
        </button>
        {id === '' && <p class="soft small">{ticked(words.hint)}</p>}
      </form>
      {id !== '' && <Found key={`${asked} ${id} ${at}`} kind={asked} id={id} at={at} />}
    </>
  );
}

function Found({ kind, id, at }: { kind: PersonKind; id: string; at: string }) {
  const texts = useTexts();
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const path = `/sites/${part(site.id)}/${kind}/${part(id)}`;
  const [erased, setErased] = useState(false);
  // the moment is typed on the reader's own clock
  const moment = at && !Number.isNaN(Date.parse(at)) ? new Date(at).toISOString() : null;
  const query = new URLSearchParams({ locale: language, ...(moment ? { at: moment } : {}) });
  const person = useLoad(`${path} ${query}`, async () => (await api.get<Portrait>(`${path}?${query}`)).value);
  if (erased) return <Notice tone="good">{texts.visitors.erased}</Notice>;
  if (person.problem?.status === 404) return <Notice tone="warning">{fill(texts.visitors.notFound, { id })}</Notice>;
  if (person.problem) return <ProblemNotice problem={person.problem} retry={person.reload} />;
  if (!person.value) return <Waiting />;
  return <PortraitView portrait={person.value} path={path} moment={moment} onErased={() => setErased(true)} />;
}
