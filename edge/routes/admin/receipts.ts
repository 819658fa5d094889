import { type Context, Hono } from 'hono';
import type { SiteHead } from '../../../shared/published-site.ts';
import { decide } from '../../decisioning/decide.ts';
import { RECEIPT_FORMAT, type ReceiptPayload, receiptPayload } from '../../decisioning/receipt.ts';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { sha256, signCompact, verifyCompact } from '../../http/sign.ts';
import { decisionsKeptMs } from '../../site/decisions-kept.ts';
import { loadPastSite } from '../../site/past-site.ts';
import { loadPublishedSite } from '../../site/snapshot.ts';
import { trafficClient } from '../../traffic/client.ts';
import { isRecordId, momentOfId } from '../../traffic/record-ids.ts';
import { answeredText, inputOf, type VisitRecord } from '../../traffic/visit-record.ts';
import { siteOf } from './answers.ts';
import { explanationOf, type Finding } from './receipt-words.ts';

/** The queue fills its batches for seconds; a message that failed is tried again for longer. */
const UNDER_WAY_MS = 60_000;

const DAY_MS = 86_400_000;

interface Answer {
  /** null: only an id was given, and the decision cannot be made again */
  receipt: ReceiptPayload | null;
  /** the receipt as pages are answered it */
  signed: string | null;
  replayed: Record<string, unknown> | null;
  /** whether the answer made now is the one given then, and the record the one that was signed; null: it cannot be told */
  same: boolean | null;
}

/** `GET /sites/{site}/receipts/{id}`: the decision made again from what is kept of it. Takes the id on a receipt, or the whole signed receipt. */
export function receiptRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/sites/:site/receipts/:receipt', async (c) => {
    const published = await loadPublishedSite(c.env, siteOf(c), Date.now());
    if (!published) throw problem(404, { detail: `There is no site "${siteOf(c).slice(0, 64)}".` });
    const { head } = published;
    const locale = c.req.query('locale') ?? head.settings.locale;
    const asked = c.req.param('receipt');
    const receipt = isRecordId(asked) ? null : await verified(asked, head);
    const signed = receipt && asked;
    const nothing = (finding: Finding) => c.json({ ...answer, explanation: explanationOf(finding, locale) });
    const answer: Answer = { receipt, signed, replayed: null, same: null };
    if (receipt && receipt.format !== RECEIPT_FORMAT) return nothing('format');
    if (receipt && 'none' in receipt.record) return nothing(receipt.record.none);

    const text = await recordText(c, head, receipt?.id ?? asked);
    const digest = await sha256(text);
    const record = JSON.parse(text) as VisitRecord;
    const { revision } = record;
    const past = await loadPastSite(c.env, head, record);
    if ('missing' in past) {
      return c.json({ ...answer, explanation: explanationOf('missing', locale, { revision, part: past.missing }) });
    }
    const input = inputOf(record, past.site);
    const decision = decide(input);
    const { journey, blocks, trace } = decision;
    const made = receiptPayload(input, decision, { id: record.id, record: { sha256: digest } });
    const isSigned = receipt === null || ('sha256' in receipt.record && receipt.record.sha256 === digest);
    const same = isSigned && (await sha256(answeredText(decision))) === record.answered;
    return c.json({
      receipt: receipt ?? made,
      signed: signed ?? (await signCompact(made, head.receiptKey)),
      replayed: { journey, blocks, trace },
      same,
      explanation: explanationOf(isSigned ? (same ? 'same' : 'other') : 'unlike', locale, { revision }),
    });
  });
}

/** What a signed receipt says. @throws 422 it is none of this site's, or somebody changed it */
async function verified(compact: string, head: SiteHead): Promise<ReceiptPayload> {
  const payload = (await verifyCompact(compact, head.receiptKey)) as ReceiptPayload | null;
  if (payload === null || payload.site !== head.id) {
    throw problem(422, {
      title: 'The receipt does not hold',
      detail: `"${compact.slice(0, 60)}" is neither the id of a receipt nor a receipt that "${head.id}" has signed.`,
    });
  }
  return payload;
}

/** @throws 404 unknown or not yet written, 410 past its time or erased */
async function recordText(c: Context<AppEnv>, head: SiteHead, id: string): Promise<string> {
  const nowMs = Date.now();
  const keptMs = decisionsKeptMs(head.settings);
  if (momentOfId(id) < nowMs - keptMs) {
    const days = Math.round(keptMs / DAY_MS);
    throw problem(410, { detail: `This decision is of ${dateText(momentOfId(id))}: decisions are kept for ${days} days.` });
  }
  const found = await trafficClient(c.env, head.id).find(id);
  if ('text' in found) return found.text;
  if (found.gone === 'erased') throw problem(410, { detail: 'The data of the person this decision was for has been erased.' });
  if (momentOfId(id) > nowMs - UNDER_WAY_MS) {
    throw problem(404, {
      detail: 'Nothing is kept under this id yet: a decision is written some seconds after its answer. Ask again in a moment.',
    });
  }
  throw problem(404, {
    detail: `No decision is kept under this id. Of visitors who have not agreed to be remembered nothing is kept: their whole signed receipt says so.`,
  });
}

function dateText(ms: number): string {
  return new Date(ms).toISOString();
}
