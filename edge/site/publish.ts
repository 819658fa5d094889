import type { SiteHead, StockHead } from '../../shared/published-site.ts';
import type { JourneyModel } from '../../shared/schemas/journey-model.ts';
import { pausesInForce } from './block-budget.ts';
import { inForce } from './in-force.ts';
import { jsonChunks } from './json-chunks.ts';
import { catalogKey, chunkedRevision, headKey, recommendationsKey, stockKey, storesKey, tenantKey } from './keys.ts';
import type { TenantMetadata } from './lifecycle.ts';
import { bucketsOf } from './shards.ts';
import type { SiteStore } from './site-store.ts';
import { encodeShard } from './stock-codec.ts';

/** KV writes under way at once: a Worker has six connections. */
const WRITES_AT_ONCE = 6;

/** What publishing needs of the world. */
export interface PublishTools {
  kv: Pick<KVNamespace, 'put'>;
  now: () => number;
  wait: (ms: number) => Promise<unknown>;
  /** KV takes one write a second of one key, and the head is one key */
  headGapMs: number;
}

/**
 * Writes what changed of a site to KV: first the parts, each under a new key, then the head that names them. A reader therefore
 * meets the old site or the new one, never half of each. One publication runs at a time; callers that come meanwhile get the next.
 */
export class Publisher {
  readonly #store: SiteStore;
  readonly #tools: PublishTools;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: SiteStore, tools: PublishTools) {
    this.#store = store;
    this.#tools = tools;
  }

  /** Brings KV up to date with the database. @returns the head in force; @throws what KV throws, leaving the rest to be published again */
  publish(): Promise<SiteHead> {
    return this.exclusive(() => this.#publish());
  }

  /** Runs work while nothing is being published. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** When the head may be written next; in the past = at once. */
  nextHeadAtMs(): number {
    return (this.#store.settings.read()?.headWrittenAtMs ?? 0) + this.#tools.headGapMs;
  }

  /** Puts an index out. It goes live with the head of the next `publish`. */
  async writeRecommendations(bytes: Uint8Array | null, changed: number): Promise<void> {
    const { settings, parts } = this.#store;
    const site = settings.read()!;
    const before = parts.read('recommendations');
    const revision = bytes ? settings.nextRevision() : null;
    const keys = revision ? [recommendationsKey(site.siteId, revision)] : [];
    if (bytes) await this.#tools.kv.put(keys[0]!, bytes);
    parts.notePublished('recommendations', changed, revision, keys);
    // About as large as the one that takes its place.
    parts.retire(before.keys, bytes?.byteLength ?? 0);
  }

  async #publish(): Promise<SiteHead> {
    const known = this.#store.settings.readHead();
    if (known && !this.#pending(known)) return known;
    const { now, wait, headGapMs, kv } = this.#tools;
    const waitMs = Math.min(headGapMs, this.nextHeadAtMs() - now());
    if (waitMs > 0) await wait(waitMs);
    const site = this.#store.settings.read();
    if (!site) throw new Error('There is no site to publish.');
    await this.#writeTexts('catalog', site.siteId, catalogKey);
    await this.#writeTexts('stores', site.siteId, storesKey);
    await this.#writeStock(site.siteId);
    const head: SiteHead = { ...this.#content(), revision: this.#store.settings.nextRevision() };
    // First: decisions are made on a head as soon as it is out.
    if (known && this.#store.pastHeads.isEmpty()) this.#store.pastHeads.note(known, now());
    this.#store.pastHeads.note(head, now());
    await kv.put(headKey(site.siteId), JSON.stringify(head));
    if (known?.settings.name !== head.settings.name) {
      const metadata: TenantMetadata = { name: head.settings.name, createdAtMs: site.createdAtMs };
      await kv.put(tenantKey(site.siteId), '', { metadata });
    }
    const nowMs = now();
    this.#store.settings.writeHead(head, nowMs);
    this.#store.parts.stampRetired(nowMs);
    return head;
  }

  #pending(known: SiteHead): boolean {
    const { parts } = this.#store;
    if (parts.read('catalog').dirty || parts.read('stores').dirty || parts.read('stock').dirty) return true;
    const { revision, ...content } = known;
    return JSON.stringify(this.#content()) !== JSON.stringify(content);
  }

  /** The head as the database has it, but for its revision. Keys always in this order, so that two can be compared as text. */
  #content(): Omit<SiteHead, 'revision'> {
    const { settings, setup, parts, people, experiments } = this.#store;
    const stopped = experiments.stops();
    const steered = experiments.weights();
    const overBudget = pausesInForce(this.#store).map(({ rule, untilMs }) => ({ rule, untilMs }));
    const site = settings.read()!;
    const version = setup.currentVersion();
    return {
      id: site.siteId,
      version,
      settings: site.settings,
      setup: inForce(setup.readVersion(version)!.setup, steered),
      parts: {
        catalog: parts.read('catalog').revision,
        stores: parts.read('stores').revision,
        stock: this.#stockHead(),
        recommendations: parts.read('recommendations').revision,
      },
      journeyModel: this.#journeyModel(),
      ...(stopped.length > 0 ? { stoppedVariants: stopped } : {}),
      ...(steered.length > 0 ? { steeredWeights: steered } : {}),
      ...(overBudget.length > 0 ? { overBudget } : {}),
      ...(people.level() > 0 ? { peopleSampleLevel: people.level() } : {}),
      identitySecrets: site.identitySecrets,
      receiptKey: site.receiptKey,
    };
  }

  /** Only what decisions need of it. */
  #journeyModel(): JourneyModel | null {
    const model = this.#store.journeyModel.read();
    if (!model) return null;
    const { r, alpha, a, b } = model.bgNbd;
    const { p, q, v } = model.gammaGamma;
    const { unit, rfm = null, valueTiers = null } = model;
    return { bgNbd: { r, alpha, a, b }, gammaGamma: { p, q, v }, unit, rfm, valueTiers };
  }

  /** Shards cut anew and not yet written: the ones before stay in force. */
  #stockHead(): StockHead | null {
    const { revision } = this.#store.parts.read('stock');
    const shards = this.#store.parts.readShards();
    if (revision === null) return null;
    if (shards.some((shard) => shard.revision === null)) return this.#store.settings.readHead()?.parts.stock ?? null;
    return { revision, shards: shards.length, shardRevisions: shards.map((shard) => shard.revision!) };
  }

  async #writeTexts(
    part: 'catalog' | 'stores',
    siteId: string,
    keyOf: (siteId: string, revision: string, chunk: number) => string,
  ): Promise<void> {
    const { parts, settings } = this.#store;
    const before = parts.read(part);
    if (!before.dirty) return;
    const chunks = jsonChunks(part === 'catalog' ? this.#store.catalog.publishedTexts() : this.#store.stores.publishedTexts());
    const revision = chunkedRevision(settings.nextRevision(), chunks.length);
    const keys = chunks.map((_, chunk) => keyOf(siteId, revision, chunk));
    await this.#putAll(keys.map((key, chunk) => [key, () => chunks[chunk]!]));
    parts.notePublished(part, before.changed, revision, keys);
    parts.retire(before.keys, Math.max(...chunks.map((chunk) => chunk.length)));
  }

  async #writeStock(siteId: string): Promise<void> {
    const { parts, settings, inventory } = this.#store;
    const before = parts.read('stock');
    if (!before.dirty) return;
    const all = parts.readShards();
    const dirty = all.filter((shard) => shard.dirty);
    const revision = settings.nextRevision();
    const keyOf = (shard: number): string => stockKey(siteId, revision, shard);
    await this.#putAll(
      dirty.map(({ shard }) => {
        const { from, to } = bucketsOf(shard, all.length);
        return [keyOf(shard), () => encodeShard(inventory.linesBetween(from, to))];
      }),
    );
    // While KV was written, an import may have cut the stock into another number of shards: these are of no use then.
    if (parts.readShards().length !== all.length) {
      parts.retire(dirty.map(({ shard }) => keyOf(shard)));
      return;
    }
    const rewritten = new Set(dirty.map(({ shard }) => shard));
    const kept = all
      .filter(({ shard, revision: old }) => !rewritten.has(shard) && old !== null)
      .map(({ shard, revision: old }) => stockKey(siteId, old!, shard));
    for (const { shard, changed } of dirty) parts.noteShardPublished(shard, changed, revision);
    const keys = [...kept, ...dirty.map(({ shard }) => keyOf(shard))];
    parts.notePublished('stock', before.changed, revision, keys);
    parts.retire(before.keys.filter((key) => !keys.includes(key)));
  }

  /** Texts are made when their turn comes: only a few are in memory at once. */
  async #putAll(entries: readonly [string, () => string][]): Promise<void> {
    for (let start = 0; start < entries.length; start += WRITES_AT_ONCE) {
      const some = entries.slice(start, start + WRITES_AT_ONCE);
      await Promise.all(some.map(([key, text]) => this.#tools.kv.put(key, text())));
    }
  }
}
