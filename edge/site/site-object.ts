import { DurableObject } from 'cloudflare:workers';
import type { Product } from '../../shared/schemas/product.ts';
import type { Condition } from '../../shared/schemas/rule.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { Env } from '../platform/env.ts';
import { IS_LOCAL } from '../platform/local.ts';
import { actOnLearned } from './act-on-learned.ts';
import { blockBudget, resumeRule } from './block-budget.ts';
import { commitStaged } from './commit-staged.ts';
import { countedExperiments } from './count-experiments.ts';
import { decisionsKeptMs } from './decisions-kept.ts';
import { erasePerson, SESSION_NOTE_MS } from './erasures.ts';
import { findSamePeople, noteSamePeople } from './find-same-people.ts';
import { type FitRequest, fitSiteModel } from './fit-journey-model.ts';
import { Learner } from './learn.ts';
import { changeSettings, createRecord, removeFromKv, siteRecord } from './lifecycle.ts';
import { customerWithBalance, loyaltyBalance } from './loyalty-ledger.ts';
import { pageOf } from './page-of.ts';
import { pastHead } from './past-head.ts';
import { Publisher } from './publish.ts';
import { done, found, refused, type SiteResult } from './result.ts';
import { rollupsOf } from './rollups-of.ts';
import type { SiteRpc } from './rpc.ts';
import { segmentSize } from './segment-size.ts';
import { comparison, readDraft, versionOfDraft, versionOfOld, writeDraft } from './setup-versions.ts';
import { type Change, patchInventory, removeProduct, writeProduct } from './single-changes.ts';
import { SiteStore } from './site-store.ts';
import type { LinkState } from './store/same-people.ts';
import { STAGED_MAX_AGE_MS } from './store/staging.ts';
import { TaskRunner } from './task-runner.ts';
import type {
  AuditNote,
  CreateSite,
  CustomerRecord,
  Forced,
  ImportKind,
  ImportMode,
  InventoryPatch,
  Learned,
  LearnedMessage,
  PatchSite,
  PersonErasure,
  PublishOutcome,
  RollupQuery,
  SamePair,
  StagedRow,
  Standing,
} from './types.ts';

/** KV takes one write a second of one key; on one's own machine it does not count, but the same path is gone. */
const HEAD_GAP_MS = IS_LOCAL ? 50 : 1_100;

/**
 * One site: drafts, imports, receipts, members and counters, in a database of its own. Decides nothing and answers no visitor: those read
 * what it published. Each method is one refusal or one change, written together; what pages see of it is then published.
 */
export class SiteObject extends DurableObject<Env> implements SiteRpc {
  readonly #store: SiteStore;
  readonly #publisher: Publisher;
  readonly #learner: Learner;
  readonly #tasks: TaskRunner;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new SiteStore(ctx.storage);
    this.#publisher = new Publisher(this.#store, {
      kv: env.SNAPSHOTS,
      now: Date.now,
      wait: (ms) => scheduler.wait(ms),
      headGapMs: HEAD_GAP_MS,
    });
    this.#learner = new Learner(this.#store);
    this.#tasks = new TaskRunner(this.#store, this.#publisher, ctx.storage, env.SNAPSHOTS);
  }

  override async alarm(): Promise<void> {
    if (this.#store.exists()) await this.#tasks.runDue(Date.now());
  }

  async createSite(input: CreateSite, actor: string) {
    if (this.#store.exists()) return refused('exists', `There is a site "${input.id}" already.`);
    this.#store.open();
    const identitySecret = this.#store.transaction(() => createRecord(this.#store, input, Date.now(), actor));
    await this.#tasks.publishNow();
    return done({ site: siteRecord(this.#store), identitySecret });
  }

  readSite() {
    return this.#read(() => done(siteRecord(this.#store)));
  }

  readSettings() {
    return this.#read(() => done(this.#store.settings.read()!.settings));
  }

  async patchSite(patch: PatchSite, actor: string) {
    const changed = await this.#change(() => done(changeSettings(this.#store, patch, Date.now(), actor)));
    if (!changed.ok) return changed;
    await this.#tasks.publishNow();
    return done(siteRecord(this.#store));
  }

  async removeSite() {
    const site = await this.readSite();
    if (!site.ok) return site;
    return await this.#publisher.exclusive(async () => {
      await removeFromKv(this.env.SNAPSHOTS, site.value.id);
      await this.ctx.storage.deleteAlarm();
      await this.ctx.storage.deleteAll();
      this.#store.closed();
      return done(null);
    });
  }

  readDraft() {
    return this.#read(() => done(readDraft(this.#store)));
  }

  writeDraft(setup: SiteSetup, ifMatch: string | null, actor: string) {
    return this.#change(() => {
      const written = writeDraft(this.#store, setup, ifMatch);
      if (written.ok) this.#store.audit.add(Date.now(), actor, 'setup.draft', { etag: written.value.etag, rules: setup.rules.length });
      return written;
    });
  }

  readComparison(known: Standing | null) {
    return this.#read(() => done(comparison(this.#store, known)));
  }

  async publishDraft(ifMatch: string, actor: string, forced?: Forced) {
    return await this.#putInForce(() => {
      const outcome = versionOfDraft(this.#store, ifMatch, Date.now(), actor);
      if (outcome.ok && outcome.value.changed) {
        this.#store.audit.add(Date.now(), actor, 'setup.publish', { version: outcome.value.version, ...(forced && { forced }) });
      }
      return outcome;
    });
  }

  async rollbackTo(version: number, actor: string) {
    return await this.#putInForce(() => {
      const outcome = versionOfOld(this.#store, version, Date.now(), actor);
      if (outcome.ok && outcome.value.changed) {
        this.#store.audit.add(Date.now(), actor, 'setup.rollback', { version: outcome.value.version, to: version });
      }
      return outcome;
    });
  }

  listVersions(before: number | null, limit: number) {
    return this.#read(() => {
      const page = pageOf(this.#store.setup.listVersions(before, limit + 1), limit, (version) => version.version);
      return done({ ...page, current: this.#store.setup.currentVersion() });
    });
  }

  readVersion(version: number) {
    return this.#read(() => found(this.#store.setup.readVersion(version), `There is no version ${version}.`));
  }

  /** Something of the site that was changed elsewhere. */
  noteAudit(action: string, detail: Record<string, unknown>, actor: string) {
    return this.#read(() => done(this.#store.audit.add(Date.now(), actor, action, detail)));
  }

  listAudit(before: number | null, limit: number) {
    return this.#read(() => done(pageOf(this.#store.audit.list(before, limit + 1), limit, (entry) => entry.seq)));
  }

  async importBegin(kind: ImportKind, mode: ImportMode) {
    const started = await this.#change(() => {
      const importId = crypto.randomUUID();
      this.#store.staging.begin(importId, kind, mode, Date.now());
      return done({ importId, settings: this.#store.settings.read()!.settings });
    });
    if (started.ok) await this.#tasks.schedule('sweep', Date.now() + STAGED_MAX_AGE_MS);
    return started;
  }

  importRows(importId: string, rows: StagedRow[]) {
    return this.#change(() => {
      if (!this.#store.staging.read(importId)) return refused('not-found', 'This import was dropped. Send the file again.');
      return this.#store.staging.add(importId, rows) ? done(null) : refused('too-large', `Row ${rows[0]?.row} is too large to be kept.`);
    });
  }

  async importCommit(importId: string, actor: string, kept: string[] | null) {
    const committed = await this.#change(() => commitStaged(this.#store, importId, kept, by(actor)));
    if (!committed.ok) return committed;
    const { accepted, leftOut, errors, warnings, visible, kind } = committed.value;
    // A file goes live before its sender hears of it. Receipts come by the thousand, one a sale: those wait for each other.
    if (visible && kind !== 'purchases') await this.#tasks.publishNow();
    if (visible && kind === 'purchases') await this.#tasks.publishSoon();
    if (kind === 'purchases') {
      await this.#tasks.rebuildSoon();
      await this.#tasks.fitSoon();
    }
    return done({ accepted, leftOut, errors, warnings, revision: this.#revision(), sameWaiting: this.#store.samePeople.hasWaiting() });
  }

  importAbort(importId: string) {
    return this.#change(() => {
      this.#store.staging.drop(importId);
      return done(null);
    });
  }

  listProducts(query: string, after: string | null, limit: number) {
    return this.#read(() => done(pageOf(this.#store.catalog.list(query, after, limit + 1), limit, (product) => product.id)));
  }

  readProduct(productId: string) {
    return this.#read(() => found(this.#store.catalog.read(productId), `There is no product "${productId}".`));
  }

  writeProduct(product: Product, actor: string) {
    return this.#changeAndPublish(() => writeProduct(this.#store, product, by(actor)));
  }

  removeProduct(productId: string, actor: string) {
    return this.#changeAndPublish(() => removeProduct(this.#store, productId, by(actor)));
  }

  listStores(after: string | null, limit: number) {
    return this.#read(() => done(pageOf(this.#store.stores.list(after, limit + 1), limit, (store) => store.storeCode)));
  }

  readStock(productIds: string[]) {
    return this.#read(() => done(this.#store.inventory.linesOf(productIds)));
  }

  patchInventory(storeCode: string, productId: string, patch: InventoryPatch, actor: string) {
    return this.#changeAndPublish(() => patchInventory(this.#store, storeCode, productId, patch, by(actor)));
  }

  async customerRecord(customerId: string): Promise<CustomerRecord> {
    if (!this.#store.exists()) return { customer: null, purchases: [] };
    const customer = customerWithBalance(this.#store, customerId);
    return { customer, purchases: this.#store.purchases.ofCustomer(customerId, customer) };
  }

  async forgetPerson(erasure: PersonErasure): Promise<void> {
    if (!this.#store.exists()) return;
    this.#store.transaction(() => erasePerson(this.#store, erasure));
    await this.#tasks.schedule('sweep', Date.now() + SESSION_NOTE_MS + 1_000);
    if (this.#store.parts.read('recommendations').dirty) await this.#tasks.rebuildSoon(true);
  }

  loyaltyBalance(customerId: string) {
    return this.#read(() => found(loyaltyBalance(this.#store, customerId), `Nothing is known of a customer "${customerId}".`));
  }

  async learn(messages: LearnedMessage[]): Promise<Learned | null> {
    if (!this.#store.exists()) return null;
    const level = this.#store.people.level();
    if (this.#learner.learn(messages)) await this.#tasks.rebuildSoon();
    if (actOnLearned(this.#store, messages, Date.now()) || this.#store.people.level() !== level) await this.#tasks.publishSoon();
    if (messages.some(({ facts }) => facts.some(({ type }) => type === 'purchase'))) await this.#tasks.fitSoon();
    return { decisionsKeptMs: decisionsKeptMs(this.#store.settings.read()!.settings) };
  }

  findSamePeople(limit: number) {
    return this.#change(() => done(findSamePeople(this.#store, limit)));
  }

  noteSamePeople(pair: Pick<SamePair, 'keep' | 'take'>, state: LinkState, audit: AuditNote | null) {
    return this.#change(() => done(noteSamePeople(this.#store, pair, state, audit, Date.now())));
  }

  fitJourneyModel(request: FitRequest, actor: string) {
    return this.#changeAndPublish(() => {
      const nowMs = Date.now();
      const model = fitSiteModel(this.#store, request, nowMs);
      this.#store.audit.add(nowMs, actor, 'journey-model.fit', { observedUntil: model.observedUntil, source: model.source });
      return done(model);
    });
  }

  readJourneyModel() {
    return this.#read(() => done(this.#store.journeyModel.read()));
  }

  segmentSize(condition: Condition, seenWithinDays: number) {
    return this.#read(() => done(segmentSize(this.#store, condition, seenWithinDays, Date.now())));
  }

  async forgetSampled(keys: number[], atMs: number): Promise<void> {
    if (this.#store.exists()) this.#store.people.forget(keys, atMs);
  }

  readExperiments() {
    return this.#read(() => done(countedExperiments(this.#store)));
  }

  readBlockBudget() {
    return this.#read(() => done(blockBudget(this.#store, Date.now())));
  }

  resumeRule(rule: string, actor: string) {
    return this.#changeAndPublish(() => resumeRule(this.#store, rule, by(actor)));
  }

  readRollups(query: RollupQuery) {
    return this.#read(() => done(rollupsOf(this.#store, query)));
  }

  readHead() {
    return this.#read(() => found(this.#store.settings.readHead(), 'Nothing is published yet.'));
  }

  readPastHead(revision: string) {
    return this.#read(() => found(pastHead(this.#store, revision), 'What was published then is not kept.'));
  }

  /** A single change: published at once, or with the others of the same second. */
  async #changeAndPublish<T>(work: () => SiteResult<T>): Promise<SiteResult<T>> {
    const changed = await this.#change(work);
    if (changed.ok) await this.#tasks.publishSoon();
    return changed;
  }

  /** Makes a version and publishes it. */
  async #putInForce(work: () => SiteResult<{ version: number; changed: boolean }>): Promise<SiteResult<PublishOutcome>> {
    const outcome = await this.#change(work);
    if (!outcome.ok) return outcome;
    await this.#tasks.publishNow();
    return done({ ...outcome.value, revision: this.#revision() });
  }

  #revision(): string {
    return this.#store.settings.readHead()?.revision ?? '';
  }

  async #read<T>(work: () => SiteResult<T>): Promise<SiteResult<T>> {
    return this.#store.exists() ? work() : refused('unknown-site', 'There is no such site.');
  }

  async #change<T>(work: () => SiteResult<T>): Promise<SiteResult<T>> {
    return this.#store.exists() ? this.#store.transaction(work) : refused('unknown-site', 'There is no such site.');
  }
}

function by(actor: string): Change {
  return { actor, nowMs: Date.now() };
}
