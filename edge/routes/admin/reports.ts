import { Hono } from 'hono';
import { experimentsReport } from '../../experiments/results.ts';
import type { AppEnv } from '../../http/context.ts';
import { siteClient } from '../../site/client.ts';
import { dayOf, shiftDay } from '../../site/days.ts';
import { journeyReport } from '../../site/journey-report.ts';
import { outcomeOf, siteOf, wholeNumber } from './answers.ts';

const DAYS_DEFAULT = 30;
/** A year and a month, so that a month can be held against the same one a year before. */
const DAYS_MAX = 400;

/** Figures for the people who run the site. */
export function reportRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>().get('/sites/:site/reports/experiments', async (c) => {
    const { settings, experiments, sums, stops, weights } = outcomeOf(c, await siteClient(c.env, siteOf(c)).readExperiments());
    return c.json(experimentsReport(experiments, sums, stops, settings.currency, weights), 200, { 'cache-control': 'no-store' });
  });
  routes.get('/sites/:site/reports/budget', async (c) => {
    return c.json(outcomeOf(c, await siteClient(c.env, siteOf(c)).readBlockBudget()), 200, { 'cache-control': 'no-store' });
  });
  return routes.get('/sites/:site/reports/journey', async (c) => {
    const days = wholeNumber('days', c.req.query('days'), { otherwise: DAYS_DEFAULT, min: 1, max: DAYS_MAX });
    const site = siteClient(c.env, siteOf(c));
    const { timeZone } = outcomeOf(c, await site.readSettings());
    const toDay = dayOf(Date.now(), timeZone);
    const fromDay = shiftDay(toDay, 1 - days);
    return c.json(journeyReport(outcomeOf(c, await site.readRollups({ fromDay, toDay })), { fromDay, days }));
  });
}
