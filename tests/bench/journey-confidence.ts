import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { JourneyBasis } from '../../edge/journey/basis.ts';
import { defaultStages } from '../../edge/journey/default-journey.ts';
import { journeyState } from '../../edge/journey/journey-state.ts';
import { chanceToBuy } from '../../edge/journey/models/bg-nbd.ts';
import { type FittedModel, fitJourneyModel } from '../../edge/journey/models/journey-model.ts';
import { minimise } from '../../edge/journey/models/minimise.ts';
import type { Fact } from '../../edge/visitor/facts.ts';
import { profileOf, profilesOf } from '../../edge/visitor/reduce.ts';
import { buyersUntil, dayOf, type FilePurchase } from '../support/buyers.ts';
import { CDNOW_FILE, cdnowPurchases } from '../support/cdnow.ts';
import { convertRetailRocket } from '../support/convert/retailrocket.ts';
import { type Invoice, ONLINE_RETAIL_FILE, onlineRetailInvoices } from '../support/online-retail.ts';
import { CLICKS_FILE } from './journey-intent.ts';
import { type Forecast, type Reliability, reliabilityOf } from './reliability.ts';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
/** Half a year to fit on, and the whole year after it to see what came. */
const CDNOW_FITTED_UNTIL = dayOf('1997-06-30');
/** Three months to fit on, three to see what came. */
const RETAIL_FITTED_UNTIL = dayOf('2011-03-01');
const RETAIL_AHEAD_DAYS = 90;
/** A cart is given up after a month; looked at the day after. */
const CART_DAYS = 31;
/** Every third visitor and customer is for measuring only. */
const HELD_BACK = 3;

/** Constants of `edge/journey/confidence.ts` as the data give them. */
export interface ConfidenceConstants {
  returned: number;
  givenUp: number;
  interest: { alpha: number; beta: number };
}

export interface ConfidenceFigures {
  constants: ConfidenceConstants;
  /** what a stage was said to be sure of, and what came, on people and times that nothing was fitted on */
  stages: { name: string; reliability: Reliability }[];
}

export const hasJourneyData = (): boolean => [CDNOW_FILE, ONLINE_RETAIL_FILE, CLICKS_FILE].every((file) => existsSync(file));

/** How far the confidence of each stage can be believed. */
export async function measureConfidence(): Promise<ConfidenceFigures> {
  const cdnow = cdnowPurchases(readFileSync(CDNOW_FILE, 'utf8'));
  const invoices = onlineRetailInvoices();
  const visitors = await visitorsOfClicks();
  const buying = ofBuyers(cdnow);
  const interest = visitors.flatMap((facts) => interestMoments(facts));
  const carts = visitors.flatMap((facts) => cartsGivenUp(facts));
  const sales = returnsOf(invoices);
  const heldBack = <T extends { isHeldBack: boolean }>(all: readonly T[]): T[] => all.filter((each) => each.isHeldBack);
  const fitted = <T extends { isHeldBack: boolean }>(all: readonly T[]): T[] => all.filter((each) => !each.isHeldBack);
  // Laplace's rule: what always came in a few cases is not certain.
  const share = (all: readonly Forecast[]): number => (all.filter(({ happened }) => happened).length + 1) / (all.length + 2);
  const named = (name: string, forecasts: readonly Forecast[], bins?: number) => ({ name, reliability: reliabilityOf(forecasts, bins) });
  return {
    constants: { returned: 1 - share(fitted(sales)), givenUp: share(fitted(carts)), interest: fitInterest(fitted(interest)) },
    stages: [
      named('retention and recovery: a purchase within a year, or none (CDNOW, the year after the fit)', buying),
      named('a purchase within 90 days (Online Retail, the 90 days after the fit)', nextPurchases(invoices)),
      named('loyalty: the purchase stands (Online Retail, customers held back)', heldBack(sales)),
      named('experimentation: more interest follows (RetailRocket, visitors held back)', heldBack(interest), 6),
      named('recovery of a cart: nothing is bought any more (RetailRocket, visitors held back)', heldBack(carts)),
    ],
  };
}

const basisOf = (model: FittedModel | null): JourneyBasis => ({ stages: defaultStages(), currency: 'EUR', journeyModel: model });

function receipt({ customer, day, worth }: FilePurchase, index: number): Fact {
  const id = `${customer}-${String(index).padStart(4, '0')}`;
  return {
    id,
    type: 'purchase',
    atMs: day * DAY_MS,
    sessionId: null,
    deviceId: null,
    transaction_id: id,
    currency: 'EUR',
    value: Math.max(0.01, worth),
    purchaseChannel: 'web',
  };
}

/** What the edge says of each customer on the last day of the fit, and whether they bought within the year that followed. */
function ofBuyers(purchases: readonly FilePurchase[]): Forecast[] {
  const model = fitJourneyModel([...buyersUntil(purchases, CDNOW_FITTED_UNTIL).values()], CDNOW_FITTED_UNTIL, 'week', null);
  const atMs = CDNOW_FITTED_UNTIL * DAY_MS + DAY_MS - 1;
  return [...byCustomer(purchases).values()].flatMap((all) => {
    const facts = all.filter(({ day }) => day <= CDNOW_FITTED_UNTIL).map(receipt);
    if (facts.length === 0) return [];
    const { stage, confidence } = journeyState(profileOf(facts, { currency: 'EUR' }), null, null, basisOf(model), 'en', atMs);
    if (stage !== 'retention' && stage !== 'recovery') return [];
    const buys = all.some(({ day }) => day > CDNOW_FITTED_UNTIL && day <= CDNOW_FITTED_UNTIL + YEAR_DAYS);
    return [{ chance: confidence, happened: buys === (stage === 'retention') }];
  });
}

/** The chance itself, of another shop and a shorter time. */
function nextPurchases(invoices: readonly Invoice[]): Forecast[] {
  const purchases = invoices.filter(({ isReturn, worth }) => !isReturn && worth > 0);
  const buyers = buyersUntil(purchases, RETAIL_FITTED_UNTIL);
  const { bgNbd } = fitJourneyModel([...buyers.values()], RETAIL_FITTED_UNTIL, 'week', null);
  const ahead = { from: RETAIL_FITTED_UNTIL + 1, to: RETAIL_FITTED_UNTIL + RETAIL_AHEAD_DAYS };
  const later = new Set(purchases.filter(({ day }) => day >= ahead.from && day <= ahead.to).map(({ customer }) => customer));
  return Array.from(buyers, ([customer, { firstDay, lastDay, repeats }]) => {
    const history = { repeats, lastAt: (lastDay - firstDay) / 7, observed: (RETAIL_FITTED_UNTIL - firstDay) / 7 };
    return { chance: chanceToBuy(bgNbd, history, RETAIL_AHEAD_DAYS / 7), happened: later.has(customer) };
  });
}

type Known = Forecast & { isHeldBack: boolean };

/** On the day of a customer's first purchase: whether it stands. It went back where a later return of theirs is of the same worth. */
function returnsOf(invoices: readonly Invoice[]): Known[] {
  return [...byCustomer(invoices)].flatMap(([customer, all]) =>
    all
      .filter(({ isReturn, worth }) => !isReturn && worth > 0)
      .map((sale) => {
        const { confidence } = journeyState(
          profileOf([receipt(sale, 0)], { currency: 'EUR' }),
          null,
          null,
          basisOf(null),
          'en',
          sale.day * DAY_MS,
        );
        const wentBack = all.some((other) => other.isReturn && other.day >= sale.day && Math.abs(other.worth + sale.worth) < 0.005);
        return { chance: confidence, happened: !wentBack, isHeldBack: Number(customer) % HELD_BACK === 0 };
      }),
  );
}

async function visitorsOfClicks(): Promise<Fact[][]> {
  const events = await convertRetailRocket(Readable.toWeb(createReadStream(CLICKS_FILE)) as ReadableStream<Uint8Array>);
  const visitors = new Map<string, Fact[]>();
  for (const [index, { visitorId, at, ...rest }] of events.entries()) {
    const fact: Fact = { ...rest, id: String(index).padStart(6, '0'), atMs: Date.parse(at), deviceId: visitorId };
    visitors.set(visitorId, [...(visitors.get(visitorId) ?? []), fact]);
  }
  return [...visitors.values()];
}

const isOfThird = ([first]: readonly Fact[]): boolean => Number(first!.deviceId) % HELD_BACK === 0;

/** Each moment at which the edge sees an interest, and whether another act of interest follows. */
function interestMoments(facts: readonly Fact[]): (Known & { acts: number })[] {
  const sorted = [...facts].sort((a, b) => a.atMs - b.atMs);
  const films = [...profilesOf(sorted, { currency: 'EUR' })];
  return films.flatMap(({ profile, atMs }, index) => {
    const { stage, confidence } = journeyState(profile, null, null, basisOf(null), 'en', atMs);
    if (stage !== 'experimentation') return [];
    const acts = (profile.eventCounts.view_item ?? 0) + (profile.eventCounts.add_to_cart ?? 0);
    return [{ chance: confidence, happened: index + 1 < films.length, isHeldBack: isOfThird(facts), acts }];
  });
}

/** Each cart given up for a month, and whether its owner buys nothing any more. */
function cartsGivenUp(facts: readonly Fact[]): Known[] {
  const films = [...profilesOf(facts, { currency: 'EUR' })];
  return films.flatMap(({ profile, atMs }, index) => {
    const lookedAtMs = atMs + CART_DAYS * DAY_MS;
    if ((films[index + 1]?.atMs ?? Number.POSITIVE_INFINITY) <= lookedAtMs) return [];
    const { stage, confidence } = journeyState(profile, null, null, basisOf(null), 'en', lookedAtMs);
    if (stage !== 'recovery' || profile.purchases.length > 0) return [];
    const buys = facts.some((fact) => fact.type === 'purchase' && fact.atMs > lookedAtMs);
    return [{ chance: confidence, happened: !buys, isHeldBack: isOfThird(facts) }];
  });
}

/** Maximum likelihood of the shifted-beta-geometric model: each moment is one trial. */
function fitInterest(moments: readonly (Known & { acts: number })[]): ConfidenceConstants['interest'] {
  const parts = ([alpha, beta]: number[]) => ({ alpha: Math.exp(alpha!), beta: Math.exp(beta!) });
  const { at } = minimise(
    (point) => {
      const { alpha, beta } = parts(point);
      return -moments.reduce(
        (sum, { acts, happened }) => sum + Math.log((happened ? beta + acts - 1 : alpha) / (alpha + beta + acts - 1)),
        0,
      );
    },
    [0, 0],
  );
  return parts(at);
}

function byCustomer<T extends FilePurchase>(purchases: readonly T[]): Map<string, T[]> {
  const customers = new Map<string, T[]>();
  for (const purchase of purchases) {
    const known = customers.get(purchase.customer);
    if (known) known.push(purchase);
    else customers.set(purchase.customer, [purchase]);
  }
  return customers;
}
