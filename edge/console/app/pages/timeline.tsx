import { useEffect, useState } from 'preact/hooks';
import type { ApiProblem } from '../api.ts';
import type { Page, TimelineItem } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { majorText, momentText } from '../format.ts';
import { ProblemNotice, Waiting } from '../ui/notice.tsx';
import { asProblem } from '../use-load.ts';
import { fill } from '../words/texts.ts';

/** Names that a line of the timeline shows of what an event was about. */
const ITEMS_SHOWN = 3;

/** Everything that happened to a person, newest first, page by page. */
export function Timeline({ path, stageName }: { path: string; stageName: (stage: string) => string }) {
  const texts = useTexts();
  const words = texts.visitors;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const [items, setItems] = useState<TimelineItem[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const load = (cursor: string | null) =>
    api.get<Page<TimelineItem>>(`${path}/timeline?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`).then(
      ({ value }) => {
        setItems((before) => [...(cursor ? (before ?? []) : []), ...value.items]);
        setNext(value.next);
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  useEffect(() => {
    load(null);
  }, [path]);
  const title = (item: TimelineItem) => {
    if (item.type !== 'stage' || !item.stage) return texts.events[item.type] ?? item.type;
    return item.before
      ? fill(words.movedOn, { before: stageName(item.before), stage: stageName(item.stage) })
      : fill(words.beginsIn, { stage: stageName(item.stage) });
  };
  return (
    <section class="card">
      <h2>{words.timeline}</h2>
      {problem && <ProblemNotice problem={problem} />}
      {!items && !problem && <Waiting />}
      <ol class="timeline">
        {items?.map((item, index) => (
          <li key={`${item.at} ${index}`} class={item.type === 'stage' ? 'stage' : ''}>
            <time dateTime={item.at}>{momentText(item.at, language, site.timeZone)}</time>
            <b>{title(item)}</b>{' '}
            <span class="soft">{aboutOf(item, (value, currency) => majorText(value, currency, language), texts.channels)}</span>
          </li>
        ))}
      </ol>
      {next && (
        <button type="button" onClick={() => load(next)}>
          {texts.more}
        </button>
      )}
    </section>
  );
}

function aboutOf(
  item: TimelineItem,
  money: (value: number, currency: string) => string,
  channels: Readonly<Record<string, string>>,
): string {
  const names = (item.items ?? []).map(
    ({ item_id, item_name, quantity }) => `${quantity && quantity !== 1 ? `${quantity} × ` : ''}${item_name ?? item_id}`,
  );
  const shown = names.slice(0, ITEMS_SHOWN).join(', ');
  return [
    names.length > ITEMS_SHOWN ? `${shown} +${names.length - ITEMS_SHOWN}` : shown,
    item.search_term && `“${item.search_term}”`,
    item.rule,
    item.friction,
    item.score ?? item.answer,
    item.value !== undefined && item.currency && money(item.value, item.currency),
    item.purchaseChannel && (channels[item.purchaseChannel] ?? item.purchaseChannel),
    item.storeCode,
    item.type === 'page_view' && item.page_location,
  ]
    .filter((text) => text !== undefined && text !== false && text !== '')
    .join(' · ');
}
