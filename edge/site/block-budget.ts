import type { Rule } from '../../shared/schemas/rule.ts';
import type { Budget } from '../../shared/schemas/site-setup.ts';
import { sha256Hex } from '../imports/sha256.ts';
import { type BlockCost, blockCosts, type Limits, limitsOf, VIEWS_MIN, worstOf } from './block-cost.ts';
import { dayOf, shiftDay } from './days.ts';
import type { BlockCosts } from './learning.ts';
import { done, refused, type SiteResult } from './result.ts';
import type { Change } from './single-changes.ts';
import type { SiteStore } from './site-store.ts';

/** Days that count, today among them. */
const WINDOW_DAYS = 7;

/** How long a block that costs too much is left out; then it is measured anew. */
export const PAUSE_MS = 7 * 24 * 3_600_000;

/** Who switches off what nobody has switched off by hand, in the audit log. */
const BUDGET_ACTOR = 'tappa';

/** A rule left out for what its block cost. */
export interface BlockPause extends Omit<BlockCost, 'isOver'> {
  rule: string;
  /** stands for the rule as it was: another one is not left out */
  edition: string;
  sinceMs: number;
  untilMs: number;
}

/** What blocks may cost, what they do, and which are switched off for it. */
export interface BlockBudget {
  budget: Limits;
  windowDays: number;
  viewsMin: number;
  items: { rule: string; costs: BlockCost[] }[];
  switchedOff: { rule: string; metric: keyof Budget; p75: [number, number]; budget: number; views: number; since: string; until: string }[];
}

/** Keeps what blocks cost: of rules that are in force and not left out, the rest is of pages from before. */
export function noteBlockCosts(store: SiteStore, costs: readonly BlockCosts[], nowMs: number): void {
  if (costs.length === 0) return;
  const editions = editionsInForce(store);
  const out = new Set(pausesInForce(store).flatMap(({ rule, untilMs }) => (nowMs < untilMs ? [rule] : [])));
  for (const cost of costs) {
    const edition = editions.get(cost.rule);
    if (edition !== undefined && !out.has(cost.rule)) store.blockCosts.add(cost, edition);
  }
}

/**
 * Leaves out the rule furthest beyond the budget, and lets back those whose time is over. One at a time: what is measured of blocks that stand on the same
 * pages is shared among them, so what the others cost is measured anew without it.
 * @returns whether there is something to publish
 */
export function switchOffDearBlock(store: SiteStore, nowMs: number): boolean {
  return store.transaction(() => {
    const back = store.blockCosts.pauses().filter(({ untilMs }) => untilMs <= nowMs);
    for (const { rule } of back) {
      store.blockCosts.resume(rule);
      store.audit.add(nowMs, BUDGET_ACTOR, 'rule.resume', { rule });
    }
    const found = worstOf(costsInForce(store, nowMs).flatMap(({ rule, edition, costs }) => costs.map((cost) => ({ rule, edition, cost }))));
    if (!found) return back.length > 0;
    const { isOver: _, ...cost } = found.cost;
    const pause: BlockPause = { rule: found.rule, edition: found.edition, ...cost, sinceMs: nowMs, untilMs: nowMs + PAUSE_MS };
    store.blockCosts.pause(pause);
    store.blockCosts.forgetAll();
    store.audit.add(nowMs, BUDGET_ACTOR, 'rule.over-budget', { ...toldPause(pause) });
    return true;
  });
}

/** Brings a rule back before its time; what it costs is measured anew. */
export function resumeRule(store: SiteStore, rule: string, { actor, nowMs }: Change): SiteResult<null> {
  const isOut = pausesInForce(store).some((pause) => pause.rule === rule && nowMs < pause.untilMs);
  if (!isOut) return refused('not-found', `The rule "${rule}" is not switched off for its cost.`);
  store.blockCosts.resume(rule);
  store.audit.add(nowMs, actor, 'rule.resume', { rule });
  return done(null);
}

/** For whoever runs the site. */
export function blockBudget(store: SiteStore, nowMs: number): BlockBudget {
  return {
    budget: limitsOf(published(store).budget),
    windowDays: WINDOW_DAYS,
    viewsMin: VIEWS_MIN,
    items: costsInForce(store, nowMs).map(({ rule, costs }) => ({ rule, costs })),
    switchedOff: pausesInForce(store)
      .filter(({ untilMs }) => nowMs < untilMs)
      .map(toldPause),
  };
}

/** Pauses of rules that are still as they were. */
export function pausesInForce(store: SiteStore): BlockPause[] {
  const pauses = store.blockCosts.pauses();
  if (pauses.length === 0) return [];
  const editions = editionsInForce(store);
  return pauses.filter(({ rule, edition }) => editions.get(rule) === edition);
}

function costsInForce(store: SiteStore, nowMs: number): { rule: string; edition: string; costs: BlockCost[] }[] {
  const { timeZone } = store.settings.read()!.settings;
  const fromDay = shiftDay(dayOf(nowMs, timeZone), 1 - WINDOW_DAYS);
  store.blockCosts.forgetBefore(fromDay);
  const { budget } = published(store);
  const editions = editionsInForce(store);
  const sums = new Map<string, Record<string, number>>();
  for (const { rule, edition, counts } of store.blockCosts.read(fromDay)) {
    if (editions.get(rule) !== edition) continue;
    const sum = sums.get(rule) ?? {};
    for (const [key, count] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + count;
    sums.set(rule, sum);
  }
  return [...sums].map(([rule, counts]) => ({ rule, edition: editions.get(rule)!, costs: blockCosts(counts, budget) }));
}

function published({ setup }: SiteStore) {
  return setup.readVersion(setup.currentVersion())!.setup;
}

function editionsInForce(store: SiteStore): Map<string, string> {
  return new Map(published(store).rules.map((rule) => [rule.id, editionOf(rule)]));
}

/** Another rule is another cost: what a marketer has changed is measured anew. */
function editionOf(rule: Rule): string {
  return sha256Hex(JSON.stringify(rule)).slice(0, 16);
}

function toldPause({ rule, metric, p75, budget, views, sinceMs, untilMs }: BlockPause): BlockBudget['switchedOff'][number] {
  return { rule, metric, p75, budget, views, since: new Date(sinceMs).toISOString(), until: new Date(untilMs).toISOString() };
}
