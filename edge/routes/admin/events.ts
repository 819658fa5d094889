import { type Context, Hono } from 'hono';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { type PastEvent, parseEvent } from '../../imports/parse-event.ts';
import { formatOf, RECORD_FORMATS, readRows } from '../../imports/read-rows.ts';
import { type ImportReport, UnreadableImport } from '../../imports/types.ts';
import { journeyBasisOf } from '../../journey/basis.ts';
import { loadPublishedSite } from '../../site/snapshot.ts';
import { importEvents } from '../../visits/import-events.ts';
import { siteOf } from './answers.ts';
import { importType, limitedBody, unreadable } from './import-body.ts';
import { ReportBuilder } from './import-report.ts';

/** Events recorded at once: few enough for memory, many enough that a visitor's events mostly come together. */
const EVENTS_PER_STEP = 5_000;

/** Events of a file that may turn out unreadable at its end, and therefore waits until then. */
const EVENTS_WAITING_MAX = 50_000;

/** `duplicates` of the accepted events had been counted before and were not counted again. */
type EventsReport = ImportReport & { duplicates: number };

/** Past traffic, with its own dates. */
export function eventRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/sites/:site/events', async (c) => c.json(await importPast(c)));
}

/**
 * A line of NDJSON stands for itself, so such a file goes in as it is read, however long it is. Of the other formats only the end tells
 * that the file is whole, so nothing counts before.
 *
 * @throws 400 unreadable file, 404 unknown site, 413 too large, 415 another media type
 */
async function importPast(c: Context<AppEnv>): Promise<EventsReport> {
  const contentType = importType(c.req.raw, RECORD_FORMATS);
  const nowMs = Date.now();
  const site = await loadPublishedSite(c.env, siteOf(c), nowMs);
  if (!site) throw problem(404, { detail: `There is no site "${siteOf(c).slice(0, 64)}".` });
  const { id, settings, revision } = site.head;
  const target = {
    id,
    retentionDays: site.head.settings.retentionDays,
    peopleSampleLevel: site.head.peopleSampleLevel ?? 0,
    ...journeyBasisOf(site.head),
  };
  const lines = formatOf(contentType) === 'ndjson';
  const report = new ReportBuilder();
  let waiting: PastEvent[] = [];
  let taken = 0;
  let fresh = 0;
  const record = async (): Promise<void> => {
    for (let start = 0; start < waiting.length; start += EVENTS_PER_STEP) {
      fresh += await importEvents(c.env, target, waiting.slice(start, start + EVENTS_PER_STEP), nowMs);
    }
    taken += waiting.length;
    waiting = [];
  };
  try {
    for await (const raw of readRows(contentType, limitedBody(c.req.raw))) {
      const result = parseEvent(raw, settings, nowMs);
      if (!result.ok) {
        report.reject(result.errors);
        continue;
      }
      report.warn(result.warnings ?? []);
      waiting.push(result.value);
      if (lines && waiting.length >= EVENTS_PER_STEP) await record();
      if (waiting.length > EVENTS_WAITING_MAX) throw tooMany();
    }
  } catch (error) {
    throw error instanceof UnreadableImport ? unreadable(error) : error;
  }
  await record();
  return { ...report.report(taken, revision), duplicates: taken - fresh };
}

function tooMany(): Error {
  return problem(413, {
    detail: `More than ${EVENTS_WAITING_MAX} events fit in one request only as application/x-ndjson, a line an event. Nothing of this one was kept.`,
  });
}
