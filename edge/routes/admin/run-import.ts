import type { Context } from 'hono';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import type { ImportSite } from '../../imports/fields.ts';
import type { ImportFormat } from '../../imports/read-rows.ts';
import { type ImportReport, type RawRow, type RowResult, UnreadableImport } from '../../imports/types.ts';
import { type SiteRpc, siteClient } from '../../site/client.ts';
import { forgetCustomers } from '../../site/customer-record.ts';
import { forgetSite } from '../../site/snapshot.ts';
import type { ImportKind, ImportMode, ImportValues, StagedRow } from '../../site/types.ts';
import { outcomeOf, siteOf, wrongParameter } from './answers.ts';
import { importType, limitedBody, unreadable } from './import-body.ts';
import { ReportBuilder } from './import-report.ts';

/** Rows handed to the site at once: some hundred kilobytes, far below what one call may carry. */
const ROWS_PER_CALL = 500;

/** A record larger than this is a broken row; a receipt of 200 lines has 20,000 characters. */
const RECORD_MAX_CHARS = 200_000;

/** Keys of refused rows remembered while a full import runs; with more, nothing is removed. */
const KEPT_KEYS_MAX = 10_000;

/** How one kind of record is imported. */
export interface ImportPlan<K extends ImportKind> {
  kind: K;
  formats: readonly ImportFormat[];
  /** @param origin of the site, for what a file only names by a path */
  rows: (contentType: string, body: ReadableStream<Uint8Array>, origin: string) => AsyncIterable<RawRow>;
  parse: (raw: RawRow, site: ImportSite, nowMs: number) => RowResult<ImportValues[K]>;
  /** fields that may name the record; absent = `mode=full` makes no sense for this kind */
  keyFields?: readonly string[];
}

/**
 * Imports a body row by row: rows wait in the site until the last one was read, and then count together. A row that does not fit is an
 * entry of the report; a file that cannot be read to its end changes nothing.
 *
 * @throws 400 unreadable file, 404 unknown site, 413 larger than IMPORT_BODY_MAX_BYTES, 415 another media type, 422 unknown `mode`
 */
export async function runImport<K extends ImportKind>(c: Context<AppEnv>, plan: ImportPlan<K>): Promise<ImportReport> {
  const contentType = importType(c.req.raw, plan.formats);
  const mode = modeOf(c, plan.keyFields !== undefined);
  const site = siteClient(c.env, siteOf(c));
  const { importId, settings } = outcomeOf(c, await site.importBegin(plan.kind, mode));
  const report = new ReportBuilder();
  const unnamed = new KeptKeys(plan.keyFields ?? []);
  let committed = false;
  try {
    const rows = plan.rows(contentType, limitedBody(c.req.raw), settings.origins[0] ?? '');
    const staged = await stageRows(c, rows, { plan, settings, site, importId, report, unnamed });
    if (mode === 'full' && staged === 0)
      throw problem(422, { detail: 'No row can be kept, so a full import would empty the site. Nothing was changed.' });
    const outcome = outcomeOf(c, await site.importCommit(importId, c.get('actor'), unnamed.keys()));
    committed = true;
    for (const error of outcome.errors) report.reject([error]);
    report.warn(outcome.warnings);
    if (outcome.sameWaiting) await c.env.EVENTS.send({ site: siteOf(c), sessionId: '', facts: [], samePeople: true });
    return report.report(outcome.accepted, outcome.revision, outcome.leftOut);
  } catch (error) {
    throw error instanceof UnreadableImport ? unreadable(error) : error;
  } finally {
    if (!committed) await site.importAbort(importId);
    forgetSite(siteOf(c));
    forgetCustomers();
  }
}

interface Staging<K extends ImportKind> {
  plan: ImportPlan<K>;
  settings: ImportSite;
  site: SiteRpc;
  importId: string;
  report: ReportBuilder;
  unnamed: KeptKeys;
}

/** @returns how many rows wait in the site */
async function stageRows<K extends ImportKind>(c: Context<AppEnv>, rows: AsyncIterable<RawRow>, staging: Staging<K>): Promise<number> {
  const { plan, settings, site, importId, report, unnamed } = staging;
  const nowMs = Date.now();
  let waiting: StagedRow[] = [];
  let staged = 0;
  const hand = async (): Promise<void> => {
    if (waiting.length === 0) return;
    outcomeOf(c, await site.importRows(importId, waiting));
    staged += waiting.length;
    waiting = [];
  };
  for await (const raw of rows) {
    const result = checkedSize(raw, plan.parse(raw, settings, nowMs));
    if (result.ok) {
      report.warn(result.warnings ?? []);
      waiting.push({ row: raw.row, value: result.value });
      if (waiting.length >= ROWS_PER_CALL) await hand();
    } else {
      report.reject(result.errors);
      unnamed.add(raw);
    }
  }
  await hand();
  return staged;
}

function checkedSize<T>(raw: RawRow, result: RowResult<T>): RowResult<T> {
  if (!result.ok || JSON.stringify(result.value).length <= RECORD_MAX_CHARS) return result;
  return { ok: false, errors: [{ row: raw.row, field: '', message: `is larger than ${RECORD_MAX_CHARS} characters` }] };
}

/** Records that a full import must not remove although their row was refused: a bad row never loses what is there. */
class KeptKeys {
  readonly #fields: readonly string[];
  #keys: string[] | null = [];

  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  add(raw: RawRow): void {
    const key = this.#fields.map((field) => raw.fields[field]).find((value) => typeof value === 'string' || typeof value === 'number');
    // Which record a row without a key was meant for nobody can say: then nothing is removed.
    if (key === undefined || (this.#keys && this.#keys.length >= KEPT_KEYS_MAX)) this.#keys = null;
    else this.#keys?.push(String(key).trim());
  }

  keys(): string[] | null {
    return this.#keys;
  }
}

function modeOf(c: Context<AppEnv>, fullAllowed: boolean): ImportMode {
  const mode = c.req.query('mode') ?? 'upsert';
  if (mode === 'upsert') return mode;
  if (mode === 'full' && fullAllowed) return mode;
  throw wrongParameter('mode', fullAllowed ? 'must be "upsert" or "full"' : 'must be "upsert": these records are only ever added');
}
