import { IS_LOCAL } from '../platform/local.ts';
import { errorText, log } from '../platform/log.ts';
import { decisionsKeptMs } from './decisions-kept.ts';
import { hasUnlearntPurchases, refitSiteModel } from './fit-journey-model.ts';
import { type LastIndex, PAST_PARTS_MAX_BYTES, rebuildGapMs } from './past-parts.ts';
import type { Publisher } from './publish.ts';
import { rebuildIndex } from './rebuild.ts';
import type { SiteStore } from './site-store.ts';
import type { TaskName } from './store/tasks.ts';

/** Waits for a burst of visits to end before learning from it. */
const REBUILD_DEBOUNCE_MS = 2_000;

/** Least time between two indexes: each is one KV write and one read per isolate. On one's own machine one wants to see it happen. */
const REBUILD_GAP_MS = IS_LOCAL ? 2_000 : 60_000;

/** Waits for an import to end, or for the sales of a minute. */
const FIT_DEBOUNCE_MS = 60_000;

/** How people buy does not change from one day to the next, and what somebody had fitted by hand stands as long. */
const FIT_GAP_MS = 24 * 3_600_000;

/** Who fits what nobody asked for, in the audit log. */
const FIT_ACTOR = 'tappa';

/** After a failure. KV recovers in seconds or not for a long while; a try costs little. */
const RETRY_MS = 5_000;

/** Isolates go on with the old head for seconds, KV's own caches for a minute: its parts stay this much longer. */
const RETIRED_KEPT_MS = 15 * 60_000;
const DELETES_AT_ONCE = 200;

/** What happens after the answer: publishing what was held back, learning, cleaning up. */
export class TaskRunner {
  readonly #store: SiteStore;
  readonly #publisher: Publisher;
  readonly #storage: DurableObjectStorage;
  readonly #kv: KVNamespace;
  #rebuiltAtMs = 0;
  #lastIndex: LastIndex = { tookMs: 0, bytes: 0 };

  constructor(store: SiteStore, publisher: Publisher, storage: DurableObjectStorage, kv: KVNamespace) {
    this.#store = store;
    this.#publisher = publisher;
    this.#storage = storage;
    this.#kv = kv;
  }

  async schedule(task: TaskName, dueAtMs: number): Promise<void> {
    this.#store.tasks.schedule(task, dueAtMs);
    await this.#setAlarm();
  }

  /** Publishes before it returns. When KV fails the change stands, and goes live as soon as KV is back. */
  async publishNow(): Promise<void> {
    try {
      await this.#publisher.publish();
      await this.schedule('sweep', Date.now() + RETIRED_KEPT_MS + 1_000);
    } catch (error) {
      log('error', 'not published, trying again', { error: errorText(error) });
      await this.schedule('publish', Date.now() + RETRY_MS);
    }
  }

  /** Publishes at once when it may, else with all that comes until it may. */
  async publishSoon(): Promise<void> {
    const dueAtMs = this.#publisher.nextHeadAtMs();
    if (dueAtMs <= Date.now()) await this.publishNow();
    else await this.schedule('publish', dueAtMs);
  }

  /** @param isErasure there is somebody to forget, not something to learn */
  async rebuildSoon(isErasure = false): Promise<void> {
    const nowMs = Date.now();
    const keptMs = isErasure ? 0 : decisionsKeptMs(this.#store.settings.read()!.settings);
    const gapMs = rebuildGapMs(this.#lastIndex, REBUILD_GAP_MS, keptMs);
    await this.schedule('rebuild', Math.max(nowMs + REBUILD_DEBOUNCE_MS, Math.min(this.#rebuiltAtMs, nowMs) + gapMs));
  }

  /** After purchases: once they have come to an end for now, and no sooner than a day after the last fit. */
  async fitSoon(): Promise<void> {
    // Sales come all the time: a task that stands is not written again.
    if (this.#store.tasks.isScheduled('fit')) return;
    await this.schedule('fit', this.#nextFitAtMs(Date.now()));
  }

  #nextFitAtMs(nowMs: number): number {
    const fittedAtMs = this.#store.journeyModel.read()?.fittedAtMs ?? Number.NEGATIVE_INFINITY;
    return Math.max(nowMs + FIT_DEBOUNCE_MS, Math.min(fittedAtMs, nowMs) + FIT_GAP_MS);
  }

  /** Runs what is due, each on its own: one that fails comes again and keeps no other waiting. */
  async runDue(nowMs: number): Promise<void> {
    for (const task of this.#store.tasks.takeDue(nowMs)) {
      try {
        await this.#run(task, nowMs);
      } catch (error) {
        log('error', 'task failed, trying again', { task, error: errorText(error) });
        this.#store.tasks.schedule(task, Date.now() + RETRY_MS);
      }
    }
    await this.#setAlarm();
  }

  async #run(task: TaskName, nowMs: number): Promise<void> {
    if (task === 'publish') await this.publishNow();
    if (task === 'rebuild') await this.#rebuild(nowMs);
    if (task === 'fit') await this.#fit(nowMs);
    if (task === 'sweep') await this.#sweep(nowMs);
  }

  async #rebuild(nowMs: number): Promise<void> {
    const { changed, dirty } = this.#store.parts.read('recommendations');
    if (!dirty) return;
    const startedMs = Date.now();
    const bytes = rebuildIndex(this.#store, nowMs);
    await this.#publisher.exclusive(() => this.#publisher.writeRecommendations(bytes, changed));
    await this.publishNow();
    this.#rebuiltAtMs = Date.now();
    this.#lastIndex = { tookMs: this.#rebuiltAtMs - startedMs, bytes: bytes?.byteLength ?? 0 };
  }

  async #fit(nowMs: number): Promise<void> {
    if (!hasUnlearntPurchases(this.#store)) return;
    const dueAtMs = this.#nextFitAtMs(nowMs);
    // Somebody had it fitted since this was planned.
    if (dueAtMs > nowMs + FIT_DEBOUNCE_MS) {
      this.#store.tasks.schedule('fit', dueAtMs);
      return;
    }
    this.#store.transaction(() => {
      const { observedUntil, source } = refitSiteModel(this.#store, nowMs);
      this.#store.audit.add(nowMs, FIT_ACTOR, 'journey-model.fit', { observedUntil, source });
    });
    await this.publishNow();
  }

  async #sweep(nowMs: number): Promise<void> {
    this.#store.staging.sweep(nowMs);
    this.#store.erasures.sweep(nowMs);
    this.#store.inventory.sweepMovements(nowMs);
    const keptMs = decisionsKeptMs(this.#store.settings.read()!.settings);
    this.#store.pastHeads.sweep(nowMs - keptMs);
    const kept = { restMs: RETIRED_KEPT_MS, keptMs: Math.max(RETIRED_KEPT_MS, keptMs), keptBytes: PAST_PARTS_MAX_BYTES };
    const keys = this.#store.parts.retiredToDelete(nowMs, kept, DELETES_AT_ONCE);
    for (const key of keys) await this.#kv.delete(key);
    this.#store.parts.forgetRetired(keys);
    // A site nobody changes is not woken for nothing.
    const dueAtMs = this.#store.parts.nextRetiredDueAtMs(kept);
    if (keys.length === DELETES_AT_ONCE) this.#store.tasks.schedule('sweep', nowMs + RETRY_MS);
    else if (dueAtMs !== null) this.#store.tasks.schedule('sweep', Math.max(dueAtMs + 1_000, nowMs + RETIRED_KEPT_MS));
  }

  async #setAlarm(): Promise<void> {
    const due = this.#store.tasks.nextDueAtMs();
    if (due === null) return;
    const set = await this.#storage.getAlarm();
    if (set === null || set > due) await this.#storage.setAlarm(due);
  }
}
