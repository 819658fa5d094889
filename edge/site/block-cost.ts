import type { Budget } from '../../shared/schemas/site-setup.ts';
import { stepBelow } from './vital.ts';

export type Limits = { [Part in keyof Budget]-?: number };

/**
 * What a block may cost a page where the set-up says nothing else: a block is a part of a page that as a whole should shift by less than 0.1 and answer
 * within 200 ms (web.dev's limits of a good page); half of each is as much as one guest may take.
 */
export const BUDGET_DEFAULT: Limits = { longTaskMs: 100, cls: 0.05 };

/** Fewer views than this say nothing of the next one. */
export const VIEWS_MIN = 100;

/** What is measured of blocks, and which part of the budget it is held against. */
const METRICS = [
  ['tappa_long_task_ms', 'longTaskMs'],
  ['tappa_cls', 'cls'],
] as const;

/** What a site's blocks may cost. */
export function limitsOf({ longTaskMs = BUDGET_DEFAULT.longTaskMs, cls = BUDGET_DEFAULT.cls }: Budget = {}): Limits {
  return { longTaskMs, cls };
}

/** One measure of the block of a rule over the pages that showed it. */
export interface BlockCost {
  metric: keyof Budget;
  /** pages it was measured on */
  views: number;
  /** the 75th percentile is more than the first (0: or equal) and not more than the second */
  p75: [moreThan: number, atMost: number];
  budget: number;
  isOver: boolean;
}

/**
 * The 75th percentiles of what a block cost, beside the budget. It is over where all of the step the percentile lies in is beyond it, so that a budget between
 * two steps is taken for the upper one.
 *
 * The time is told by every page that showed the block, 0 too; a shift only by those on which there was one.
 *
 * @param counts so many pages by metric and step, as `vitalKey` names them
 */
export function blockCosts(counts: Readonly<Record<string, number>>, budget?: Budget): BlockCost[] {
  const limits = limitsOf(budget);
  const views = pagesOf(stepsOf(counts, METRICS[0][0]));
  if (views === 0) return [];
  return METRICS.map(([metric, name]) => {
    const steps = stepsOf(counts, metric);
    let below = Math.max(0, views - pagesOf(steps));
    const atMost =
      below >= 0.75 * views
        ? 0
        : steps.find(({ count }) => {
            below += count;
            return below >= 0.75 * views;
          })!.step;
    const moreThan = stepBelow(atMost);
    // Nothing at all is counted with the least step, and breaks no budget.
    const isOver = views >= VIEWS_MIN && moreThan > 0 && moreThan >= limits[name];
    return { metric: name, views, p75: [moreThan, atMost], budget: limits[name], isOver };
  });
}

interface Step {
  step: number;
  count: number;
}

/** Smallest first. */
function stepsOf(counts: Readonly<Record<string, number>>, metric: string): Step[] {
  return Object.entries(counts)
    .flatMap(([key, count]) => (key.startsWith(`${metric}<=`) ? [{ step: Number(key.slice(metric.length + 2)), count }] : []))
    .sort((a, b) => a.step - b.step);
}

function pagesOf(steps: readonly Step[]): number {
  return steps.reduce((sum, { count }) => sum + count, 0);
}

/** The one furthest beyond its budget. */
export function worstOf<T extends { cost: BlockCost }>(costs: readonly T[]): T | undefined {
  const excess = ({ cost }: T): number => cost.p75[0] / Math.max(cost.budget, Number.EPSILON);
  return costs.filter(({ cost }) => cost.isOver).sort((a, b) => excess(b) - excess(a))[0];
}
