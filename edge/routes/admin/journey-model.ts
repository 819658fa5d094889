import { Hono } from 'hono';
import { FitRequestSchema } from '../../../shared/schemas/journey-model.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { assumedModel } from '../../journey/models/journey-model.ts';
import { siteClient } from '../../site/client.ts';
import { dayOf } from '../../site/days.ts';
import type { SiteJourneyModel } from '../../site/types.ts';
import { outcomeOf, siteOf } from './answers.ts';

const FIT_BODY_MAX_BYTES = 4_096;

/** How a site's customers buy, fitted on its own purchases. */
export function journeyModelRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites/:site/journey-model/fit', async (c) => {
      const isEmpty = c.req.header('content-length') === '0' || c.req.raw.body === null;
      const { observedUntil, unit } = isEmpty ? { unit: 'week' as const } : await parseJsonBody(c, FitRequestSchema, FIT_BODY_MAX_BYTES);
      const site = siteClient(c.env, siteOf(c));
      const { timeZone } = outcomeOf(c, await site.readSettings());
      if (observedUntil !== undefined && observedUntil > dayOf(Date.now(), timeZone)) {
        const message = 'lies in the future: nothing has been observed there yet';
        throw problem(422, { detail: `"observedUntil" ${message}.`, errors: [{ pointer: '/observedUntil', message }] });
      }
      return c.json(answerOf(outcomeOf(c, await site.fitJourneyModel({ observedUntil: observedUntil ?? null, unit }, c.get('actor')))));
    })
    .get('/sites/:site/journey-model', async (c) => c.json(answerOf(outcomeOf(c, await siteClient(c.env, siteOf(c)).readJourneyModel()))));
}

const answerOf = (known: SiteJourneyModel | null): object => {
  if (known === null) return ASSUMED;
  const { fittedAtMs, purchasesKnown: _, ...model } = known;
  return { ...model, fittedAt: new Date(fittedAtMs).toISOString() };
};

/** What decisions go by before anything was fitted. */
const ASSUMED = {
  ...assumedModel(),
  observedUntil: null,
  fittedAt: null,
  warnings: ['No model was fitted yet: usual values are assumed. POST …/journey-model/fit fits one.'],
};
