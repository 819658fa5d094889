import { DurableObject } from 'cloudflare:workers';
import { uuidV7 } from '../../../shared/ids.ts';
import type { Env } from '../../platform/env.ts';
import { errorText, log } from '../../platform/log.ts';
import { siteClient } from '../../site/client.ts';
import type { Comparison } from '../../site/types.ts';
import { trafficClient } from '../../traffic/client.ts';
import { BLAST_VISITS_MIN } from '../blast-radius.ts';
import { emptyTally } from '../tally.ts';
import { digestOf, type Replay, type ReplayAsk, type ReplayJob } from './job.ts';
import { ReplayStore } from './replay-store.ts';
import type { ReplayRpc } from './rpc.ts';
import { afterNextSlice } from './run-slice.ts';

const DAY_MS = 24 * 3_600_000;

/** What a draft is judged by when it is published: the newest visits of a week, at most so many. A second of deciding; a share is told within 3 %. */
const JUDGED_DAYS = 7;
const JUDGED_VISITS = 1_000;

/** A slice that fails is tried again after so long, twice as long each time, and so many times in all. */
const RETRY_MS = 1_000;
const ATTEMPTS_MAX = 5;

/**
 * Replays of one site's drafts, one at a time, a slice to an alarm: the object answers in between, and after a crash goes on with the slice it was at.
 * What a slice counted and where the next one begins are written together, so that none counts twice.
 */
export class ReplayObject extends DurableObject<Env> implements ReplayRpc {
  readonly #store: ReplayStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new ReplayStore(ctx.storage);
  }

  async begin(comparison: Comparison, ask: ReplayAsk): Promise<ReplayJob> {
    const job = await this.#newJob(comparison, ask);
    const running = await this.#store.running();
    if (running && isSame(running, job)) return running;
    if (running) await this.#end(running, { status: 'superseded' });
    await this.#store.writeSetups(job.id, comparison);
    await this.#store.write({ job, tally: emptyTally() });
    await this.ctx.storage.setAlarm(Date.now());
    return job;
  }

  readReplay(id: string): Promise<Replay | null> {
    return this.#store.read(id);
  }

  async judge(comparison: Comparison, ask: Pick<ReplayAsk, 'site' | 'actor'>): Promise<Replay | null> {
    const job = await this.#newJob(comparison, { ...ask, days: JUDGED_DAYS, maxVisits: JUDGED_VISITS });
    if (job.expected < BLAST_VISITS_MIN) return null;
    const known = (await this.#store.jobs()).find(
      ({ status, digest, seen }) => status === 'done' && digest === job.digest && seen >= job.expected,
    );
    if (known) return await this.#store.read(known.id);
    let replay: Replay = { job, tally: emptyTally() };
    while (replay.job.status === 'running') replay = await afterNextSlice(this.env, replay, comparison);
    await this.#store.write(replay);
    await this.#store.tidy(job.id);
    return replay;
  }

  async removeAll(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  override async alarm(): Promise<void> {
    const running = await this.#store.running();
    if (!running) return;
    try {
      await this.#nextSlice(running);
    } catch (error) {
      await this.#tryAgain(running, error);
    }
  }

  async #nextSlice({ id, site, etag, version, digest }: ReplayJob): Promise<void> {
    const now = await siteClient(this.env, site).readComparison({ etag, version });
    const replay = await this.#store.read(id);
    const setups = await this.#store.readSetups(id);
    if (!replay || !setups) return;
    if (!now.ok) return await this.#end(replay.job, { status: 'failed', message: now.message });
    if (now.value !== null && (await digestOf(now.value)) !== digest) return await this.#end(replay.job, { status: 'stale' });
    const after = await afterNextSlice(this.env, replay, setups);
    // While visits were read, another replay may have taken its place.
    if ((await this.#store.running())?.id !== id) return;
    const job = now.value === null ? after.job : { ...after.job, etag: now.value.etag, version: now.value.version };
    await this.#store.write({ ...after, job });
    if (job.status === 'running') await this.ctx.storage.setAlarm(Date.now());
    else await this.#store.tidy(id);
  }

  async #tryAgain(job: ReplayJob, error: unknown): Promise<void> {
    log('error', 'slice of a replay failed', { site: job.site, error: errorText(error) });
    const replay = await this.#store.read(job.id);
    if (replay?.job.status !== 'running') return;
    const attempts = replay.job.attempts + 1;
    if (attempts >= ATTEMPTS_MAX) {
      return await this.#end(replay.job, { status: 'failed', message: `The stored visits could not be read, ${attempts} times in a row.` });
    }
    await this.#store.write({ ...replay, job: { ...replay.job, attempts } });
    await this.ctx.storage.setAlarm(Date.now() + RETRY_MS * 2 ** attempts);
  }

  async #end(job: ReplayJob, how: Pick<ReplayJob, 'status'> & Partial<Pick<ReplayJob, 'message'>>): Promise<void> {
    await this.#store.write({ job: { ...job, ...how, finishedAtMs: Date.now(), salt: '' }, tally: emptyTally() });
    await this.#store.tidy(job.id);
  }

  async #newJob(comparison: Comparison, { site, days, maxVisits, actor }: ReplayAsk): Promise<ReplayJob> {
    const nowMs = Date.now();
    const newest = await trafficClient(this.env, site).newest(nowMs - days * DAY_MS, nowMs, maxVisits);
    return {
      id: uuidV7(nowMs, crypto.getRandomValues(new Uint8Array(10))),
      site,
      actor,
      startedAtMs: nowMs,
      finishedAtMs: null,
      status: 'running',
      message: null,
      digest: await digestOf(comparison),
      etag: comparison.etag,
      version: comparison.version,
      days,
      fromMs: newest.fromMs,
      toMs: nowMs,
      maxVisits,
      expected: newest.records,
      seen: 0,
      cursor: null,
      salt: crypto.randomUUID(),
      attempts: 0,
    };
  }
}

const isSame = (one: ReplayJob, other: ReplayJob): boolean =>
  one.digest === other.digest && one.days === other.days && one.maxVisits === other.maxVisits;
