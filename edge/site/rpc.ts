import type { SiteHead } from '../../shared/published-site.ts';
import type { Product } from '../../shared/schemas/product.ts';
import type { Condition } from '../../shared/schemas/rule.ts';
import type { SiteSettings, SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { InventoryLine, Store } from '../../shared/schemas/store.ts';
import type { BlockBudget } from './block-budget.ts';
import type { CountedExperiments } from './count-experiments.ts';
import type { FitRequest } from './fit-journey-model.ts';
import type { SiteResult } from './result.ts';
import type { SegmentSize } from './segment-size.ts';
import type { PastHead } from './store/past-heads.ts';
import type { LinkState } from './store/same-people.ts';
import type {
  AuditEntry,
  AuditNote,
  Comparison,
  CreatedSite,
  CreateSite,
  CustomerRecord,
  Draft,
  Forced,
  ImportKind,
  ImportMode,
  ImportOutcome,
  ImportStart,
  InventoryPatch,
  Learned,
  LearnedMessage,
  LoyaltyBalance,
  Page,
  PatchSite,
  PersonErasure,
  PublishOutcome,
  RollupQuery,
  Rollups,
  SamePair,
  SetupVersion,
  SiteJourneyModel,
  SiteRecord,
  StagedRow,
  Standing,
} from './types.ts';

/** The object's methods as callers see them. Names must not be `name` or `id`, which a stub shadows. */
export interface SiteRpc {
  createSite(input: CreateSite, actor: string): Promise<SiteResult<CreatedSite>>;
  readSite(): Promise<SiteResult<SiteRecord>>;
  /** `readSite` without the counts, which are paid for by the row. */
  readSettings(): Promise<SiteResult<SiteSettings>>;
  patchSite(patch: PatchSite, actor: string): Promise<SiteResult<SiteRecord>>;
  removeSite(): Promise<SiteResult<null>>;

  readDraft(): Promise<SiteResult<Draft>>;
  writeDraft(setup: SiteSetup, ifMatch: string | null, actor: string): Promise<SiteResult<Draft>>;
  /** @param known the answer is null where draft and version are these */
  readComparison(known: Standing | null): Promise<SiteResult<Comparison | null>>;
  /** @param ifMatch tag of the draft that is meant: another one is not published. @param forced stands in the audit log */
  publishDraft(ifMatch: string, actor: string, forced?: Forced): Promise<SiteResult<PublishOutcome>>;
  listVersions(before: number | null, limit: number): Promise<SiteResult<Page<SetupVersion, number> & { current: number }>>;
  readVersion(version: number): Promise<SiteResult<SetupVersion & { setup: SiteSetup }>>;
  rollbackTo(version: number, actor: string): Promise<SiteResult<PublishOutcome>>;
  noteAudit(action: string, detail: Record<string, unknown>, actor: string): Promise<SiteResult<void>>;
  listAudit(before: number | null, limit: number): Promise<SiteResult<Page<AuditEntry, number>>>;

  importBegin(kind: ImportKind, mode: ImportMode): Promise<SiteResult<ImportStart>>;
  importRows(importId: string, rows: StagedRow[]): Promise<SiteResult<null>>;
  /** @param kept for a full import: keys of records not to be removed though the file has no good row of them; null = remove nothing */
  importCommit(importId: string, actor: string, kept: string[] | null): Promise<SiteResult<ImportOutcome>>;
  importAbort(importId: string): Promise<SiteResult<null>>;

  listProducts(query: string, after: string | null, limit: number): Promise<SiteResult<Page<Product, string>>>;
  readProduct(productId: string): Promise<SiteResult<Product>>;
  writeProduct(product: Product, actor: string): Promise<SiteResult<Product>>;
  removeProduct(productId: string, actor: string): Promise<SiteResult<null>>;
  listStores(after: string | null, limit: number): Promise<SiteResult<Page<Store, string>>>;
  /** Stock of some products in all shops, as it is now: `loadStock` has it as it was published. */
  readStock(productIds: string[]): Promise<SiteResult<InventoryLine[]>>;
  patchInventory(storeCode: string, productId: string, patch: InventoryPatch, actor: string): Promise<SiteResult<InventoryLine>>;

  /** Empty for a site that is not there. */
  customerRecord(customerId: string): Promise<CustomerRecord>;
  /** Member, points and lessons go; receipts stay and name nobody. Does nothing for a site that is not there. */
  forgetPerson(erasure: PersonErasure): Promise<void>;
  loyaltyBalance(customerId: string): Promise<SiteResult<LoyaltyBalance>>;

  /** Counts and remembers; null for a site that is not there (any more), of which nothing is kept. */
  learn(messages: LearnedMessage[]): Promise<Learned | null>;
  /** Pairs of member records that are one person, and no pair twice. */
  findSamePeople(limit: number): Promise<SiteResult<SamePair[]>>;
  /** What became of two records. @returns false, and nothing is noted, where they are to be merged and were parted by hand */
  noteSamePeople(pair: Pick<SamePair, 'keep' | 'take'>, state: LinkState, audit: AuditNote | null): Promise<SiteResult<boolean>>;
  readExperiments(): Promise<SiteResult<CountedExperiments>>;
  /** Fits on what was bought, keeps the model, and publishes it. */
  fitJourneyModel(request: FitRequest, actor: string): Promise<SiteResult<SiteJourneyModel>>;
  /** null = nothing was fitted yet */
  readJourneyModel(): Promise<SiteResult<SiteJourneyModel | null>>;

  /** @param condition that names no segment any more */
  segmentSize(condition: Condition, seenWithinDays: number): Promise<SiteResult<SegmentSize>>;
  /** People who were erased leave the sample. */
  forgetSampled(keys: number[], atMs: number): Promise<void>;

  readBlockBudget(): Promise<SiteResult<BlockBudget>>;
  /** Brings back a rule that was left out for its cost. Refused where it is not. */
  resumeRule(rule: string, actor: string): Promise<SiteResult<null>>;

  readRollups(query: RollupQuery): Promise<SiteResult<Rollups>>;
  /** What was in force under a revision, with its set-up; `not-found` where it is not kept (any more). */
  readPastHead(revision: string): Promise<SiteResult<PastHead & Pick<SiteHead, 'setup'>>>;
  /** The head as last published; for tests and for a look inside. */
  readHead(): Promise<SiteResult<SiteHead>>;
}
