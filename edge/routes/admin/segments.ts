import { Hono } from 'hono';
import { SegmentEstimateSchema } from '../../../shared/schemas/segment-estimate.ts';
import { checkAskable } from '../../decisioning/segment-check.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { withoutSegments } from '../../journey/segments.ts';
import { siteClient } from '../../site/client.ts';
import { outcomeOf, siteOf } from './answers.ts';

const ESTIMATE_BODY_MAX_BYTES = 128 * 1024;

/** How many people a condition holds for, before it is saved. */
export function segmentRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/sites/:site/segments/estimate', async (c) => {
    const { condition, segments, seenWithinDays } = await parseJsonBody(c, SegmentEstimateSchema, ESTIMATE_BODY_MAX_BYTES);
    const site = siteClient(c.env, siteOf(c));
    const named = segments ?? outcomeOf(c, await site.readDraft()).setup.segments ?? [];
    const errors = checkAskable(condition, named).map(({ pointer, message }) => ({ pointer: `/condition${pointer}`, message }));
    if (errors.length > 0) throw problem(422, { detail: 'The condition cannot be asked of people.', errors });
    const { asOfMs, ...size } = outcomeOf(c, await site.segmentSize(withoutSegments(condition, named), seenWithinDays));
    return c.json({ ...size, asOf: new Date(asOfMs).toISOString() }, 200, { 'cache-control': 'no-store' });
  });
}
