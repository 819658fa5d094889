import { useState } from 'preact/hooks';
import type { ApiProblem } from '../api.ts';
import type { Portrait } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { minorText, momentText, numberText, percentText } from '../format.ts';
import { saveFile } from '../save-file.ts';
import { Confirm } from '../ui/dialog.tsx';
import { ProblemNotice } from '../ui/notice.tsx';
import { asProblem } from '../use-load.ts';
import { useStageNames } from '../use-stage-names.ts';
import { fill } from '../words/texts.ts';
import { Timeline } from './timeline.tsx';

interface Props {
  portrait: Portrait;
  /** of this person in the API */
  path: string;
  /** ISO; null = now */
  moment: string | null;
  onErased: () => void;
}

/** A person: where in the journey and why, in short, and everything that happened. */
export function PortraitView({ portrait, path, moment, onErased }: Props) {
  const texts = useTexts();
  const words = texts.visitors;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const stageName = useStageNames();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { journey } = portrait;
  const say = (at: string | number) => momentText(at, language, site.timeZone);
  const attempt = (work: Promise<unknown>, then: (value: unknown) => void = () => undefined) =>
    work.then(then, (error: unknown) => setProblem(asProblem(error)));
  const exportData = () =>
    attempt(
      api
        .get(`${path}/export`)
        .then(({ value }) => saveFile(`${portrait.customerId ?? portrait.id}.json`, 'application/json', JSON.stringify(value, null, 2))),
    );
  return (
    <>
      <div class="columns">
        <section class="card standing">
          {moment && <p class="badge">{fill(words.asOf, { moment: say(moment) })}</p>}
          <h2>{stageName(journey.stage)}</h2>
          <p class="soft">{fill(words.since, { moment: say(journey.since) })}</p>
          <p>
            <label class="meter">
              {words.confidence} {percentText(journey.confidence, language)}
              <meter min={0} max={1} value={journey.confidence} />
            </label>
          </p>
          <h3>{words.because}</h3>
          <ul class="reasons" lang={language}>
            {journey.because.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
          <h3>{words.history}</h3>
          <ol class="history">
            {portrait.history.map(({ stage, since }) => (
              <li key={since + stage}>
                <b>{stageName(stage)}</b> <span class="soft">{say(since)}</span>
              </li>
            ))}
          </ol>
        </section>
        <InShort portrait={portrait} />
      </div>
      {problem && <ProblemNotice problem={problem} />}
      <Timeline path={path} stageName={stageName} />
      <div class="buttons end">
        <button type="button" onClick={exportData}>
          {words.export}
        </button>
        <button type="button" class="danger" onClick={() => setAsking(true)}>
          {words.erase}
        </button>
      </div>
      {asking && (
        <Confirm
          title={words.eraseQuestion}
          text={words.eraseText}
          action={words.eraseConfirm}
          danger
          onConfirm={() => attempt(api.send('DELETE', path), onErased)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function InShort({ portrait }: { portrait: Portrait }) {
  const texts = useTexts();
  const words = texts.visitors;
  const language = useLanguage();
  const site = useSite();
  const { profile, loyalty } = portrait;
  const say = (atMs: number | null) => (atMs === null ? '–' : momentText(atMs, language, site.timeZone));
  const member =
    loyalty &&
    [
      loyalty.tier,
      loyalty.points === undefined ? '' : fill(words.points, { points: numberText(loyalty.points, language) }),
      loyalty.loyaltyCard,
    ]
      .filter(Boolean)
      .join(' · ');
  const facts: [string, string][] = [
    [words.visitor, portrait.id ?? '–'],
    [words.customer, portrait.customerId ?? '–'],
    [words.firstSeen, say(profile.firstSeenAtMs)],
    [words.lastSeen, say(profile.lastSeenAtMs)],
    [words.sessions, numberText(profile.sessionCount, language)],
    [words.devices, numberText(portrait.devices.length, language)],
    [words.loyalty, member || words.notMember],
  ];
  return (
    <section class="card">
      <h2>{words.facts}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.cart}</h3>
      {profile.cart.lines.length === 0 && <p class="soft">{words.cartEmpty}</p>}
      <ul class="plain">
        {profile.cart.lines.map((line) => (
          <li key={line.itemId}>
            {numberText(line.quantity, language)} × {line.title ?? line.itemId}
            {line.priceMinor !== null && profile.cart.currency && (
              <span class="soft"> {minorText(line.priceMinor, profile.cart.currency, language)}</span>
            )}
          </li>
        ))}
      </ul>
      <h3>{words.purchases}</h3>
      {profile.purchases.length === 0 && <p class="soft">{texts.none}</p>}
      <ul class="plain">
        {[...profile.purchases].reverse().map((purchase) => (
          <li key={purchase.orderId}>
            <b>{minorText(purchase.totalMinor, purchase.currency, language)}</b> {texts.channels[purchase.channel] ?? purchase.channel}
            {purchase.storeCode && ` (${purchase.storeCode})`} <span class="soft">{say(purchase.atMs)}</span>
            {purchase.refundedMinor > 0 && (
              <span class="soft">
                {' '}
                {texts.overview.refunded} {minorText(purchase.refundedMinor, purchase.currency, language)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
