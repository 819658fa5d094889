import { DurableObject } from 'cloudflare:workers';
import { LIVE_EVENT_MAX_AGE_MS } from '../../shared/protocol.ts';
import type { Env, QueuedRecord } from '../platform/env.ts';
import { CHUNK_SPAN_MS, idOfLine, inChunks, packed, unpacked } from './lines.ts';
import { firstIdAt, momentOfId } from './record-ids.ts';
import type { FoundText, Slice, TrafficRpc } from './rpc.ts';
import { TrafficStore } from './traffic-store.ts';
import type { VisitRecord } from './visit-record.ts';

/** How often it is looked for what is past its time. Whoever reads gets nothing that is, looked for or not. */
const SWEEP_MS = 24 * 3_600_000;

/** Late messages of the queue bring nothing back as long as any may come. */
const ERASED_NOTED_MS = LIVE_EVENT_MAX_AGE_MS;

/** Characters of one slice: half of what a call between objects may carry, at two bytes each. */
const SLICE_MAX_CHARS = 8_000_000;

/**
 * What was decided on one site, as it was decided: for receipts, and for whoever tries a draft on past visits. Apart from the site's own object, which
 * publishes and imports meanwhile.
 */
export class TrafficObject extends DurableObject<Env> implements TrafficRpc {
  readonly #store: TrafficStore;
  /** packing lets others in: changes are made one after the other */
  #last: Promise<unknown> = Promise.resolve();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new TrafficStore(ctx.storage);
  }

  append(records: QueuedRecord[], keptMs: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#store.open();
      const fresh = new Map(records.filter(({ id }) => !this.#store.has(id)).map((record) => [record.id, record]));
      const erased = this.#store.erased();
      const isErased = ({ id, who }: QueuedRecord) => who.some((key) => momentOfId(id) <= (erased.get(key) ?? Number.NEGATIVE_INFINITY));
      const chunks = inChunks([...fresh.values()]).map(async (chunk) => {
        const kept = chunk.filter((record) => !isErased(record));
        return {
          ids: chunk.map(({ id }) => id),
          people: [...new Set(kept.flatMap(({ who }) => who))],
          lines: await packed(kept.map(({ text }) => text)),
        };
      });
      const made = await Promise.all(chunks);
      this.ctx.storage.transactionSync(() => {
        this.#store.hearKept(keptMs);
        for (const chunk of made) this.#store.add(chunk);
      });
      await this.#sweepLater();
    });
  }

  async find(id: string): Promise<FoundText> {
    const found = this.#store.exists() ? this.#store.chunkWith(id) : null;
    if (!found) return { gone: 'unknown' };
    const text = (await unpacked(found.lines)).find((line) => idOfLine(line) === id);
    return text === undefined ? { gone: 'erased' } : { text };
  }

  async slice({ fromMs, toMs, cursor, max }: Slice): Promise<{ texts: string[]; next: string | null }> {
    const texts: string[] = [];
    if (!this.#store.exists()) return { texts, next: null };
    const keptSinceMs = Date.now() - (this.#store.keptMs() ?? 0);
    const [firstId, endId] = [firstIdAt(Math.max(fromMs, keptSinceMs)), firstIdAt(toMs)];
    let [chunkId, fromId] = partsOf(cursor) ?? [firstIdAt(Math.max(fromMs, keptSinceMs) - CHUNK_SPAN_MS), firstId];
    let chars = 0;
    for (let chunk = this.#store.nextChunk(chunkId, endId); chunk; chunk = this.#store.nextChunk(chunkId, endId)) {
      for (const line of await unpacked(chunk.lines)) {
        const id = idOfLine(line);
        if (id < fromId || id >= endId) continue;
        // Found again by its id: lines before it may be taken out meanwhile.
        if (texts.length === max || (texts.length > 0 && chars + line.length > SLICE_MAX_CHARS)) {
          return { texts, next: `${chunk.firstId}.${id}` };
        }
        texts.push(line);
        chars += line.length;
      }
      [chunkId, fromId] = [`${chunk.firstId}~`, firstId];
    }
    return { texts, next: null };
  }

  async newest(fromMs: number, toMs: number, max: number): Promise<{ records: number; fromMs: number }> {
    if (!this.#store.exists()) return { records: 0, fromMs };
    const sinceMs = Math.max(fromMs, Date.now() - (this.#store.keptMs() ?? 0));
    let records = 0;
    for (const ids of this.#store.idsBackwards(firstIdAt(sinceMs - CHUNK_SPAN_MS), firstIdAt(toMs))) {
      const within = ids.filter((id) => id >= firstIdAt(sinceMs) && id < firstIdAt(toMs));
      if (records + within.length >= max) return { records: max, fromMs: momentOfId(within.at(records - max)!) };
      records += within.length;
    }
    return { records, fromMs: sinceMs };
  }

  async countOf(keys: string[]): Promise<number> {
    if (!this.#store.exists()) return 0;
    let count = 0;
    for (const number of this.#store.chunksOf(keys)) {
      const chunk = this.#store.read(number);
      count += chunk ? (await unpacked(chunk.lines)).filter((line) => isOf(line, keys)).length : 0;
    }
    return count;
  }

  forget(keys: string[], atMs: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#store.open();
      this.#store.noteErased(keys, atMs);
      for (const number of this.#store.chunksOf(keys)) {
        const kept = (await unpacked(this.#store.read(number)!.lines)).filter((line) => !isOf(line, keys));
        const people = [...new Set(kept.flatMap(whoOf))];
        this.#store.rewrite(number, people, await packed(kept));
      }
      await this.#sweepLater();
    });
  }

  removeAll(): Promise<void> {
    return this.#inTurn(async () => {
      await this.ctx.storage.deleteAlarm();
      await this.ctx.storage.deleteAll();
      this.#store.closed();
    });
  }

  override async alarm(): Promise<void> {
    if (!this.#store.exists()) return;
    const nowMs = Date.now();
    const isAnyLeft = this.#store.sweep(nowMs - (this.#store.keptMs() ?? 0), nowMs - ERASED_NOTED_MS);
    if (isAnyLeft) await this.ctx.storage.setAlarm(nowMs + SWEEP_MS);
  }

  async #sweepLater(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + SWEEP_MS);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Chunk and record to go on with. */
function partsOf(cursor: string | null): [chunkId: string, fromId: string] | null {
  const [chunkId, fromId] = cursor?.split('.') ?? [];
  return chunkId && fromId ? [chunkId, fromId] : null;
}

const whoOf = (line: string): readonly string[] => (JSON.parse(line) as VisitRecord).who;

/** Most lines hold none of the keys, and need not be read. */
const isOf = (line: string, keys: readonly string[]): boolean =>
  keys.some((key) => line.includes(key)) && whoOf(line).some((key) => keys.includes(key));
