import { Hono } from 'hono';
import { ConditionTrialSchema } from '../../../shared/schemas/condition-trial.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { ATTRIBUTE_LIST } from '../../journey/attribute-list.ts';
import { type TriedCondition, tryCondition } from '../../journey/try-condition.ts';
import { siteClient } from '../../site/client.ts';
import { outcomeOf, siteOf } from './answers.ts';

const TRIAL_BODY_MAX_BYTES = 512 * 1024;

/** Conditions for people who write them: what they may ask, and whether one fits. */
export function conditionRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites/:site/conditions/evaluate', async (c) => {
      outcomeOf(c, await siteClient(c.env, siteOf(c)).readSettings());
      const asked = (await parseJsonBody(c, ConditionTrialSchema, TRIAL_BODY_MAX_BYTES)) as TriedCondition;
      const trial = tryCondition(asked);
      if (!trial.ok) throw problem(422, { detail: 'The condition was not tried.', errors: trial.problems });
      return c.json({ matches: trial.matches }, 200, { 'cache-control': 'no-store' });
    })
    .get('/sites/:site/attributes', async (c) => {
      outcomeOf(c, await siteClient(c.env, siteOf(c)).readSettings());
      return c.json({ items: ATTRIBUTE_LIST, next: null });
    });
}
