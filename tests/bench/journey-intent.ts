import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type IntentSigns, intentFeatures, intentSigns } from '../../edge/journey/intent.ts';
import { INTENT_WEIGHTS } from '../../edge/journey/intent-weights.ts';
import type { Fact } from '../../edge/visitor/facts.ts';
import { profilesOf } from '../../edge/visitor/reduce.ts';
import { convertRetailRocket, type RetailRocketEvent } from '../support/convert/retailrocket.ts';
import { chanceOf, fitLogistic, type Observation } from '../support/logistic.ts';
import { type Forecast, type Reliability, reliabilityOf } from './reliability.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`../../../shared/data/clickstream/${name}`, import.meta.url));
export const CLICKS_FILE = fileOf('retailrocket-events-sample.csv');
export const VISITS_FILE = fileOf('uci-online-shoppers-part1.csv');

/** Every third visitor, and every third visit of the shop whose visitors have no names, is for measuring only. */
const HELD_BACK = 3;

/** A moment of a visit: the signs so far, and whether the visit came to a purchase after it. */
interface Moment {
  signs: IntentSigns;
  buys: boolean;
  /** a visit counts once, however many moments it has */
  weight: number;
  isLast: boolean;
  isHeldBack: boolean;
}

export interface IntentFigures {
  weights: typeof INTENT_WEIGHTS;
  /** the weights that are shipped are these */
  areShipped: boolean;
  /** visits held back: at every moment of them, at their end, and those of the other shop at their end */
  anyMoment: Reliability;
  atTheEnd: Reliability;
  otherShop: Reliability;
}

export const hasClicks = (): boolean => existsSync(CLICKS_FILE) && existsSync(VISITS_FILE);

/** Fits the weights of purchase intent on two shops together, each with a base rate of its own, and measures them on what was held back. */
export async function measureIntent(): Promise<IntentFigures> {
  const clicks = await momentsOfClicks();
  const visits = momentsOfVisits();
  const observations = [...clicks.map((moment) => observation(moment, [1, 0])), ...visits.map((moment) => observation(moment, [0, 1]))];
  const moments = [...clicks, ...visits];
  const fitted = fitLogistic(
    observations.filter((_, index) => !moments[index]!.isHeldBack),
    2,
  ).map((weight) => Math.round(weight * 10_000) / 10_000);
  const [base, , productViews, minutes, steps] = fitted as [number, number, number, number, number];
  const weights = { base, productViews, minutes, steps };
  const foretell = (which: (moment: Moment) => boolean): Forecast[] =>
    moments.flatMap((moment, index) => {
      if (!moment.isHeldBack || !which(moment)) return [];
      return { chance: chanceOf(fitted, observations[index]!.features), happened: moment.buys, weight: moment.weight };
    });
  const ofClicks = new Set(clicks);
  return {
    weights,
    areShipped: JSON.stringify(weights) === JSON.stringify(INTENT_WEIGHTS),
    anyMoment: reliabilityOf(
      foretell((moment) => ofClicks.has(moment)),
      5,
    ),
    atTheEnd: reliabilityOf(
      foretell((moment) => ofClicks.has(moment) && moment.isLast).map((forecast) => ({ ...forecast, weight: 1 })),
      5,
    ),
    otherShop: reliabilityOf(foretell((moment) => !ofClicks.has(moment))),
  };
}

function observation({ signs, buys, weight }: Moment, shop: [number, number]): Observation {
  const { productViews, minutes, steps } = intentFeatures(signs);
  return { features: [...shop, productViews, minutes, steps], happened: buys, weight };
}

/** Visits as the edge sees them: every act through the reducer, up to the purchase. */
async function momentsOfClicks(): Promise<Moment[]> {
  const events = await convertRetailRocket(Readable.toWeb(createReadStream(CLICKS_FILE)) as ReadableStream<Uint8Array>);
  const visits = new Map<string, RetailRocketEvent[]>();
  for (const event of events) visits.set(event.sessionId, [...(visits.get(event.sessionId) ?? []), event]);
  const moments: Moment[] = [];
  for (const visit of visits.values()) {
    const facts = visit.map(factOf).sort((a, b) => a.atMs - b.atMs);
    const bought = facts.findIndex(({ type }) => type === 'purchase');
    const before = bought < 0 ? facts : facts.slice(0, bought);
    const isHeldBack = Number(visit[0]!.visitorId) % HELD_BACK === 0;
    let at = 0;
    for (const { profile } of profilesOf(before, { currency: 'EUR' })) {
      at += 1;
      moments.push({
        signs: intentSigns(profile)!,
        buys: bought >= 0,
        weight: 1 / before.length,
        isLast: at === before.length,
        isHeldBack,
      });
    }
  }
  return moments;
}

function factOf(event: RetailRocketEvent, index: number): Fact {
  const { visitorId, sessionId, at, ...rest } = event;
  return { ...rest, id: `${sessionId}-${String(index).padStart(4, '0')}`, atMs: Date.parse(at), sessionId, deviceId: visitorId };
}

/** Whole visits, of which only counts and durations are known: nothing of their carts. */
function momentsOfVisits(): Moment[] {
  const [head, ...lines] = readFileSync(VISITS_FILE, 'utf8').trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line, index) => {
    const values = line.split(',');
    const number = (name: string): number => Number(values[names.indexOf(name)]);
    const seconds = number('Administrative_Duration') + number('Informational_Duration') + number('ProductRelated_Duration');
    return {
      signs: { productViews: number('ProductRelated'), minutes: seconds / 60, steps: 0 },
      buys: values[names.indexOf('Revenue')] === 'TRUE',
      weight: 1,
      isLast: true,
      isHeldBack: index % HELD_BACK === 0,
    };
  });
}
