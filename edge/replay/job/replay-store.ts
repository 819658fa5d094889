import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import type { RuleTally } from '../rule-tally.ts';
import { emptyTally, type Tally } from '../tally.ts';
import type { Replay, ReplayJob } from './job.ts';

/** Replays that stay to be looked at; the oldest go. */
const KEPT_MAX = 10;

/** Rules in one value: people of so many take some 500 kB of the 2 MB that a value may have. */
const RULES_OF_A_VALUE = 200;

/** Both set-ups as they are compared. */
export interface SetupPair {
  published: SiteSetup;
  draft: SiteSetup;
}

/**
 * Replays of a site in its object's key-value storage, which keeps maps and lists as they are. Ids of replays sort by time.
 * `job:ID`, `tally:ID`, `rules:ID:N`, and the set-ups of the one that runs: `setups:ID`.
 */
export class ReplayStore {
  readonly #storage: DurableObjectStorage;
  /** of the replay that runs: what decisions find out about a set-up hangs on its objects, and stays with them from slice to slice */
  #held: { id: string; setups: SetupPair } | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Keeps a replay's standing and its figures: both or neither. */
  async write({ job, tally }: Replay): Promise<void> {
    const { rules, ...rest } = tally;
    const entries: Record<string, unknown> = { [`job:${job.id}`]: job, [`tally:${job.id}`]: rest };
    const all = [...rules];
    for (let start = 0; start < all.length; start += RULES_OF_A_VALUE) {
      entries[`rules:${job.id}:${start / RULES_OF_A_VALUE}`] = all.slice(start, start + RULES_OF_A_VALUE);
    }
    await this.#storage.put(entries);
  }

  async read(id: string): Promise<Replay | null> {
    const job = await this.#storage.get<ReplayJob>(`job:${id}`);
    if (!job) return null;
    const rest = (await this.#storage.get<Omit<Tally, 'rules'>>(`tally:${id}`)) ?? emptyTally();
    const parts = await this.#storage.list<[string, RuleTally][]>({ prefix: `rules:${id}:` });
    return { job, tally: { ...rest, rules: new Map([...parts.values()].flat()) } };
  }

  /** Newest first. */
  async jobs(): Promise<ReplayJob[]> {
    return [...(await this.#storage.list<ReplayJob>({ prefix: 'job:', reverse: true })).values()];
  }

  async running(): Promise<ReplayJob | null> {
    return (await this.jobs()).find(({ status }) => status === 'running') ?? null;
  }

  async writeSetups(id: string, { published, draft }: SetupPair): Promise<void> {
    await this.#storage.put({ [`published:${id}`]: published, [`draft:${id}`]: draft });
  }

  async readSetups(id: string): Promise<SetupPair | null> {
    if (this.#held?.id === id) return this.#held.setups;
    const published = await this.#storage.get<SiteSetup>(`published:${id}`);
    const draft = await this.#storage.get<SiteSetup>(`draft:${id}`);
    if (!published || !draft) return null;
    this.#held = { id, setups: { published, draft } };
    return this.#held.setups;
  }

  /** Lets go of the set-ups of a replay that ended, and of the oldest replays. */
  async tidy(endedId: string): Promise<void> {
    if (this.#held?.id === endedId) this.#held = null;
    await this.#storage.delete([`published:${endedId}`, `draft:${endedId}`]);
    for (const { id } of (await this.jobs()).slice(KEPT_MAX)) {
      const rules = await this.#storage.list({ prefix: `rules:${id}:` });
      await this.#storage.delete([`job:${id}`, `tally:${id}`, ...rules.keys()]);
    }
  }
}
