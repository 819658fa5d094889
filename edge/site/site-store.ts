import { applyMigrations, schemaVersion } from '../platform/sql-migrations.ts';
import { AuditStore } from './store/audit.ts';
import { BlockCostsStore } from './store/block-costs.ts';
import { BuyersStore } from './store/buyers.ts';
import { CatalogStore } from './store/catalog.ts';
import { CustomersStore } from './store/customers.ts';
import { ErasuresStore } from './store/erasures.ts';
import { ExperimentsStore } from './store/experiments.ts';
import { InventoryStore } from './store/inventory.ts';
import { JourneyModelStore } from './store/journey-model.ts';
import { LearningStore } from './store/learning.ts';
import { LoyaltyStore } from './store/loyalty.ts';
import { PartStore } from './store/parts.ts';
import { PastHeadStore } from './store/past-heads.ts';
import { PeopleStore } from './store/people.ts';
import { PurchasesStore } from './store/purchases.ts';
import { RollupsStore } from './store/rollups.ts';
import { SamePeopleStore } from './store/same-people.ts';
import { SITE_MIGRATIONS } from './store/schema.ts';
import { SettingsStore } from './store/settings.ts';
import { SetupStore } from './store/setup.ts';
import { StagingStore } from './store/staging.ts';
import { StoresStore } from './store/stores.ts';
import { TaskStore } from './store/tasks.ts';
import type { SiteCounts } from './types.ts';

/**
 * The only SQL of a site, a file a subject. Statements are synchronous, and what a request writes between two awaits lands together.
 * Nothing is created before there is a site: asking for one that is not there leaves nothing behind.
 */
export class SiteStore {
  readonly #storage: DurableObjectStorage;
  readonly settings: SettingsStore;
  readonly setup: SetupStore;
  readonly audit: AuditStore;
  readonly parts: PartStore;
  readonly pastHeads: PastHeadStore;
  readonly tasks: TaskStore;
  readonly staging: StagingStore;
  readonly catalog: CatalogStore;
  readonly stores: StoresStore;
  readonly inventory: InventoryStore;
  readonly customers: CustomersStore;
  readonly purchases: PurchasesStore;
  readonly buyers: BuyersStore;
  readonly journeyModel: JourneyModelStore;
  readonly loyalty: LoyaltyStore;
  readonly people: PeopleStore;
  readonly rollups: RollupsStore;
  readonly learning: LearningStore;
  readonly erasures: ErasuresStore;
  readonly experiments: ExperimentsStore;
  readonly blockCosts: BlockCostsStore;
  readonly samePeople: SamePeopleStore;
  #ready: boolean;

  constructor(storage: DurableObjectStorage) {
    const { sql } = storage;
    this.#storage = storage;
    this.settings = new SettingsStore(sql);
    this.setup = new SetupStore(sql);
    this.audit = new AuditStore(sql);
    this.parts = new PartStore(sql);
    this.pastHeads = new PastHeadStore(sql);
    this.people = new PeopleStore(sql);
    this.experiments = new ExperimentsStore(sql);
    this.blockCosts = new BlockCostsStore(sql);
    this.samePeople = new SamePeopleStore(sql);
    this.tasks = new TaskStore(sql);
    this.staging = new StagingStore(sql);
    this.catalog = new CatalogStore(sql);
    this.stores = new StoresStore(sql);
    this.inventory = new InventoryStore(sql);
    this.customers = new CustomersStore(sql);
    this.purchases = new PurchasesStore(sql);
    this.buyers = new BuyersStore(sql);
    this.journeyModel = new JourneyModelStore(sql);
    this.loyalty = new LoyaltyStore(sql);
    this.rollups = new RollupsStore(sql);
    this.learning = new LearningStore(sql);
    this.erasures = new ErasuresStore(sql);
    this.#ready = schemaVersion(storage) > 0;
    if (this.#ready) applyMigrations(storage, SITE_MIGRATIONS);
  }

  /** Whether there is a site here. */
  exists(): boolean {
    return this.#ready && this.settings.read() !== null;
  }

  /** Makes the tables. */
  open(): void {
    applyMigrations(this.#storage, SITE_MIGRATIONS);
    this.#ready = true;
  }

  /** After everything was deleted. */
  closed(): void {
    this.#ready = false;
  }

  /** All of the writes in `work`, or none when it throws. */
  transaction<T>(work: () => T): T {
    return this.#storage.transactionSync(work);
  }

  counts(): SiteCounts {
    return {
      products: this.catalog.count(),
      stores: this.stores.count(),
      inventoryLines: this.inventory.count(),
      customers: this.customers.count(),
      purchases: this.purchases.count(),
    };
  }
}
