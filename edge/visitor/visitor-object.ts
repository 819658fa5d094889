import { DurableObject } from 'cloudflare:workers';
import { LIVE_EVENT_MAX_AGE_MS } from '../../shared/protocol.ts';
import { compareFacts, type Fact } from './facts.ts';
import { emptyProfile, type Profile, type StageNote } from './profile.ts';
import { profileOf, reduce } from './reduce.ts';
import { type VisitorState, VisitorStore } from './visitor-store.ts';

export interface RecordInput {
  facts: Fact[];
  /** of the site */
  currency: string;
  /** on a customer's object: the device that speaks */
  deviceId?: string;
  /** the stage these facts lead to, noted if nothing was known of the person before */
  firstNote?: StageNote;
  /** the merchant knows this customer: there is somebody even without a single fact */
  exists?: boolean;
}

export interface RecordResult {
  profile: Profile;
  stageNote: StageNote | null;
  /** ids of the facts that were new; the others had been counted before */
  acceptedIds: string[];
  /** on a customer's object: the past of this device is here already */
  deviceKnown: boolean;
}

export interface VisitorView {
  profile: Profile;
  facts: Fact[];
  stageNote: StageNote | null;
  devices: string[];
  linkedTo: string | null;
}

/** What is erased: all that came from these devices until a moment. */
export interface Erasure {
  deviceIds: readonly string[];
  atMs: number;
}

/**
 * One person: a device before it is known whose it is, or a customer. Owns facts and the profile made of them, decides nothing.
 * Statements run synchronously between two requests, so a batch is either all there, with its profile, or not at all.
 */
export class VisitorObject extends DurableObject {
  readonly #store: VisitorStore;
  #state: VisitorState | undefined;
  #erasures: Map<string, number> | undefined;

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    this.#store = new VisitorStore(ctx.storage.sql);
  }

  /** Keeps what is new and gives the profile that follows. */
  record(input: RecordInput): RecordResult {
    const fresh = this.#add(input.facts, input.currency, input.firstNote);
    const state = this.#read();
    if (input.exists && !this.#store.readState()) this.#write(state);
    return {
      profile: state.profile,
      stageNote: state.stageNote,
      acceptedIds: fresh.map((fact) => fact.id),
      deviceKnown: input.deviceId === undefined || state.devices.includes(input.deviceId),
    };
  }

  /** Takes over the past of a device. Twice is the same as once. */
  adopt(deviceId: string, facts: Fact[], currency: string): RecordResult {
    this.#add(facts, currency);
    const state = this.#read();
    if (!state.devices.includes(deviceId)) this.#write({ ...state, devices: [...state.devices, deviceId] });
    return this.record({ facts: [], currency, deviceId });
  }

  /** Facts that are still here, oldest first. */
  facts(): Fact[] {
    return this.#store.readFacts();
  }

  /** The facts named are now a customer's; what comes after starts a profile of its own. */
  handedOver(customerId: string, factIds: string[], currency: string): void {
    this.#store.clearFacts(factIds);
    const left = this.#store.readFacts();
    const state = this.#read();
    this.#write({
      ...state,
      linkedTo: customerId,
      stageNote: null,
      profile: profileOf(left, { currency }),
      last: left.sort(compareFacts).at(-1) ?? null,
    });
  }

  noteStage(note: StageNote): void {
    // found for a visit that was under way during the erasure
    if (this.#readErasures().size > 0 && !this.#store.readState()) return;
    this.#write({ ...this.#read(), stageNote: note });
  }

  /** null when nothing was ever recorded. Reading leaves nothing behind. */
  inspect(): VisitorView | null {
    const stored = this.#store.readState();
    if (!stored) return null;
    return {
      profile: stored.profile,
      facts: this.#store.readFacts(),
      stageNote: stored.stageNote,
      devices: stored.devices,
      linkedTo: stored.linkedTo,
    };
  }

  /**
   * Everything is gone. With `late`, what these devices did until that moment is refused as long as a queue on them might still bring it:
   * the device ids and the moment are kept for so long, and nothing else.
   */
  async erase(late?: Erasure): Promise<void> {
    const before = late ? this.#store.readErasures() : [];
    await this.ctx.storage.deleteAll();
    this.#state = undefined;
    this.#erasures = undefined;
    this.#store.migrate();
    if (late) await this.#refuse([...before, ...late.deviceIds.map((id) => [id, late.atMs] as const)]);
  }

  /** On a customer's object: what a device brought is gone, and it counts as a device never met. */
  async forgetDevice(deviceId: string, currency: string, atMs: number): Promise<void> {
    this.#store.deleteFactsOf(deviceId);
    const state = this.#read();
    const left = this.#store.readFacts().sort(compareFacts);
    const devices = state.devices.filter((each) => each !== deviceId);
    if (left.length === 0 && devices.length === 0) {
      await this.erase({ deviceIds: [deviceId], atMs });
      return;
    }
    this.#write({ ...state, devices, stageNote: null, profile: profileOf(left, { currency }), last: left.at(-1) ?? null });
    await this.#refuse([[deviceId, atMs]]);
  }

  /** No queue can bring anything from before an erasure any more: its note goes too. */
  override async alarm(): Promise<void> {
    this.#store.dropErasuresBefore(Date.now() - LIVE_EVENT_MAX_AGE_MS);
    this.#erasures = undefined;
    const left = this.#readErasures();
    if (left.size > 0) await this.ctx.storage.setAlarm(Math.max(...left.values()) + LIVE_EVENT_MAX_AGE_MS);
    else if (!this.#store.readState()) await this.erase();
  }

  async #refuse(erasures: readonly (readonly [deviceId: string, atMs: number])[]): Promise<void> {
    for (const [deviceId, atMs] of erasures) this.#store.addErasure(deviceId, atMs);
    this.#erasures = undefined;
    await this.ctx.storage.setAlarm(Math.max(...this.#readErasures().values()) + LIVE_EVENT_MAX_AGE_MS);
  }

  #readErasures(): Map<string, number> {
    this.#erasures ??= this.#store.readErasures();
    return this.#erasures;
  }

  #isErased({ deviceId, atMs }: Fact): boolean {
    const erasedAtMs = deviceId === null ? undefined : this.#readErasures().get(deviceId);
    return erasedAtMs !== undefined && atMs <= erasedAtMs;
  }

  #add(facts: Fact[], currency: string, firstNote: StageNote | null = null): Fact[] {
    if (facts.length === 0) return [];
    const fresh = this.#store.insertFacts(facts.filter((fact) => !this.#isErased(fact))).sort(compareFacts);
    if (fresh.length === 0) return [];
    const state = this.#read();
    const inOrder = state.last === null || compareFacts(state.last, fresh[0]!) < 0;
    const profile = inOrder ? reduce(state.profile, fresh, { currency }) : profileOf(this.#store.readFacts(), { currency });
    const newest = fresh.at(-1)!;
    const last = state.last !== null && compareFacts(state.last, newest) > 0 ? state.last : newest;
    this.#write({ ...state, profile, last, stageNote: state.last === null ? (state.stageNote ?? firstNote) : state.stageNote });
    return fresh;
  }

  #read(): VisitorState {
    this.#state ??= this.#store.readState() ?? { profile: emptyProfile(), last: null, stageNote: null, devices: [], linkedTo: null };
    return this.#state;
  }

  #write(state: VisitorState): void {
    this.#state = state;
    this.#store.writeState(state);
  }
}
