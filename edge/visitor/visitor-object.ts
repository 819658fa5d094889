import { DurableObject } from 'cloudflare:workers';
import { LIVE_EVENT_MAX_AGE_MS } from '../../shared/protocol.ts';
import type { Consent } from '../../shared/schemas/consent.ts';
import type { Env } from '../platform/env.ts';
import { FactLog } from './fact-log.ts';
import { type Fact, factOfConsent } from './facts.ts';
import { objectName } from './object-name.ts';
import { afterFacts, noOffers, withOffers } from './offers.ts';
import type { Offer, Offers, Profile, StageNote } from './profile.ts';
import { isOverdue, keptSinceMs, LOOK_AGAIN_MS, type Retention, retentionOf, wakesAt, withinPeriod } from './retention.ts';
import { emptyState, NO_DEVICE, type VisitorState, VisitorStore } from './visitor-store.ts';

export interface RecordInput {
  facts: Fact[];
  /** of the site */
  currency: string;
  /** the merchant's receipts of this customer, all of them as known now; absent: nothing is said of them */
  receipts?: Fact[];
  /** the device that speaks */
  deviceId?: string;
  /** session of a live visit; absent for what is brought from elsewhere */
  sessionId?: string;
  /** what the device consents to now */
  consent?: Consent;
  /** the stage these facts lead to, noted if nothing was known of the person before */
  firstNote?: StageNote;
  /** the merchant knows this customer: there is somebody even without a single fact */
  exists?: boolean;
  /** how long the site keeps what people did; absent: as heard before */
  retention?: Retention;
}

export interface RecordResult {
  profile: Profile;
  stageNote: StageNote | null;
  /** blocks with a limit that pages were given and have not shown yet */
  offers: Offers;
  /** something lies before what was known already: what was noted of the stage may never have been so */
  isLate: boolean;
  /** ids of the facts that were new; the others had been counted before */
  acceptedIds: string[];
  /** on a customer's object: all that the device did is here already */
  deviceKnown: boolean;
  /** session in which the edge first met the device; '' = it knew of it before it came, null = not yet met */
  firstSessionId: string | null;
  /** on a device's object: a customer whose object is to be told that something new is here */
  apartFrom: string | null;
}

/** What a decision is made by, when it has to be made again. */
export interface Standing {
  profile: Profile;
  offers: Offers;
}

/** What a device did while nobody was signed in. */
export interface DevicePast {
  facts: Fact[];
  firstSessionId: string | null;
  /** the customer its facts went to before */
  linkedTo: string | null;
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
  /** the merchant's receipts until then too, for good: on a customer's object */
  receipts?: boolean;
  deviceIds: readonly string[];
  atMs: number;
}

/**
 * One person: a device before it is known whose it is, or a customer. Owns facts and the profile made of them, decides nothing.
 * Statements run synchronously between two requests, so a batch is either all there, with its profile, or not at all.
 */
export class VisitorObject extends DurableObject<Env> {
  readonly #store: VisitorStore;
  #log: FactLog;
  #state: VisitorState | undefined;
  #erasures: Map<string, number> | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new VisitorStore(ctx.storage.sql);
    this.#log = new FactLog(this.#store);
  }

  /** Keeps what is new and gives the profile that follows. */
  record(input: RecordInput): RecordResult {
    const { currency, deviceId, sessionId, receipts } = input;
    if (input.retention) this.#hear(input.retention);
    const before = this.#renewed(currency);
    const told = input.facts.filter((fact) => !this.#isErased(fact));
    const added = this.#log.add(before, told, currency);
    let { state, isLate } = added;
    if (receipts !== undefined) {
      const kept = receipts.filter((fact) => !this.#isErased(fact));
      const stated = this.#log.stateReceipts(state, kept, currency);
      state = stated.state;
      isLate ||= stated.isLate;
    }
    state = this.#withConsent(state, input, added.fresh);
    if (state.offers && added.fresh.length > 0) state = { ...state, offers: afterFacts(state.offers, added.fresh) };
    const isNew = before.last === null;
    if (isNew && state.last !== null) state = { ...state, stageNote: state.stageNote ?? input.firstNote ?? null };
    if (deviceId !== undefined && state !== before && !Object.hasOwn(state.firstSessions, deviceId) && state.linkedTo === null) {
      state = { ...state, firstSessions: { ...state.firstSessions, [deviceId]: isNew ? (sessionId ?? '') : '' } };
    }
    if (state !== before || (input.exists && !this.#readErasures().has(NO_DEVICE) && !this.#store.readState())) this.#write(state);
    return {
      profile: state.profile,
      stageNote: state.stageNote,
      offers: state.offers ?? noOffers(),
      isLate,
      acceptedIds: added.fresh.map((fact) => fact.id),
      deviceKnown: deviceId === undefined || (state.devices.includes(deviceId) && !state.apart.includes(deviceId)),
      firstSessionId: deviceId === undefined ? null : firstSessionOf(state, deviceId),
      apartFrom: added.fresh.length > 0 && !state.isToldApart ? state.linkedTo : null,
    };
  }

  /** Takes over the past of a device. Twice is the same as once. */
  adopt(deviceId: string, { facts, firstSessionId }: Pick<DevicePast, 'facts' | 'firstSessionId'>, currency: string): RecordResult {
    const { state } = this.#log.add(this.#renewed(currency), facts, currency);
    this.#write({
      ...state,
      devices: state.devices.includes(deviceId) ? state.devices : [...state.devices, deviceId],
      apart: state.apart.filter((each) => each !== deviceId),
      firstSessions: firstSessionId === null ? state.firstSessions : { ...state.firstSessions, [deviceId]: firstSessionId },
    });
    return this.record({ facts: [], currency, deviceId });
  }

  /** On a customer's object: somebody used the device signed out. What they did is looked for when it speaks for this customer again. */
  partFrom(deviceId: string): void {
    const state = this.#read();
    if (state.devices.includes(deviceId) && !state.apart.includes(deviceId)) {
      this.#write({ ...state, apart: [...state.apart, deviceId] });
    }
  }

  /** On a device's object: the customer's object has been told. */
  toldApart(): void {
    this.#write({ ...this.#read(), isToldApart: true });
  }

  /** Facts that are still here, oldest first. */
  past(deviceId: string): DevicePast {
    const { linkedTo } = this.#read();
    return { facts: this.#log.all(), firstSessionId: firstSessionOf(this.#read(), deviceId), linkedTo };
  }

  /** The facts named are now a customer's; what comes after starts a profile of its own. */
  handedOver(customerId: string, factIds: string[], firstSession: Record<string, string>, currency: string): void {
    const gone = new Set(factIds);
    const state = this.#log.keepOnly(this.#read(), (fact) => !gone.has(fact.id), currency);
    this.#write({
      ...state,
      linkedTo: customerId,
      isToldApart: false,
      stageNote: null,
      firstSessions: { ...firstSession, ...state.firstSessions },
    });
  }

  /**
   * Keeps what a page is about to be given, unless the person's other pages were given or have shown something since `edition`.
   * @returns null when it is kept; else what is known now, to decide again by
   */
  offer(edition: number, offers: Offer[], nowMs: number): Standing | null {
    // found for a visit that was under way during the erasure
    if (this.#readErasures().size > 0 && !this.#store.readState()) return null;
    const state = this.#read();
    const before = state.offers ?? noOffers();
    if (before.edition !== edition) return { profile: state.profile, offers: before };
    this.#write({ ...state, offers: withOffers(before, offers, nowMs) });
    return null;
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
      facts: this.#log.all(),
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
    this.#log = new FactLog(this.#store);
    this.#store.migrate();
    if (!late) return;
    const sources = late.receipts ? [NO_DEVICE, ...late.deviceIds] : late.deviceIds;
    await this.#refuse([...before, ...sources.map((source) => [source, late.atMs] as const)]);
  }

  /** On a customer's object: what a device brought is gone, and it counts as a device never met. */
  async forgetDevice(deviceId: string, currency: string, atMs: number): Promise<void> {
    const state = this.#log.keepOnly(this.#read(), (fact) => fact.deviceId !== deviceId, currency);
    const devices = state.devices.filter((each) => each !== deviceId);
    if (state.last === null && devices.length === 0) {
      await this.erase({ deviceIds: [deviceId], atMs });
      return;
    }
    const { [deviceId]: _, ...firstSessions } = state.firstSessions;
    this.#write({ ...state, devices, apart: state.apart.filter((each) => each !== deviceId), firstSessions, stageNote: null });
    await this.#refuse([[deviceId, atMs]]);
  }

  /** On a customer's object: whether anything is kept. A device without a past of its own is kept only as long as it leads to somebody. */
  isKnown(): boolean {
    return this.#store.readState() !== null;
  }

  /** What is past the site's period goes. No queue can bring anything from before an old erasure any more: its note goes too. */
  override async alarm(): Promise<void> {
    this.#store.dropErasuresBefore(Date.now() - LIVE_EVENT_MAX_AGE_MS);
    this.#erasures = undefined;
    await this.#forgetOld();
    const state = this.#store.readState();
    if (state) this.#write({ ...state, wakesAtMs: null });
    else if (this.#readErasures().size === 0) await this.erase();
    else if (this.#lateMoments().length > 0) await this.#refuse([]);
  }

  /** Where nothing is left the object is empty. A site that can not be asked is asked again, one that is gone takes its people with it. */
  async #forgetOld(): Promise<void> {
    const { retention } = this.#read();
    if (retention === null) return;
    const site = await this.env.SITES.getByName(retention.siteId)
      .readSettings()
      .catch(() => null);
    if (site === null) return;
    if (!site.ok) return await this.erase();
    const now = retentionOf(retention.siteId, site.value);
    const sinceMs = keptSinceMs(now, Date.now());
    let state: VisitorState = { ...this.#read(), retention: now };
    if ((state.profile.firstSeenAtMs ?? sinceMs) < sinceMs) {
      const kept = withinPeriod(this.#store.readFacts(), sinceMs);
      const keptIds = new Set([...kept].map(({ id }) => id));
      state = this.#log.keepOnly(state, ({ id }) => keptIds.has(id), site.value.currency);
      const { firstSeenAtMs } = state.profile;
      const note = state.stageNote;
      if (note && firstSeenAtMs !== null) state = { ...state, stageNote: { ...note, sinceMs: Math.max(note.sinceMs, firstSeenAtMs) } };
    }
    if (state.profile.firstSeenAtMs === null && !(await this.#leadsToSomebody(now.siteId, state.linkedTo))) {
      await this.erase({ deviceIds: [], atMs: Date.now() });
    } else this.#write(state);
  }

  async #leadsToSomebody(siteId: string, linkedTo: string | null): Promise<boolean> {
    return linkedTo !== null && (await this.env.VISITORS.getByName(objectName(siteId, { customerId: linkedTo })).isKnown());
  }

  #hear(retention: Retention): void {
    const state = this.#read();
    const nowMs = Date.now();
    if (isOverdue(state, retention, nowMs)) void this.ctx.storage.setAlarm(nowMs);
    this.#state = { ...state, retention };
  }

  async #refuse(erasures: readonly (readonly [deviceId: string, atMs: number])[]): Promise<void> {
    for (const [deviceId, atMs] of erasures) this.#store.addErasure(deviceId, atMs);
    this.#erasures = undefined;
    const all = [...this.#readErasures().values()];
    if (all.length > 0) await this.ctx.storage.setAlarm(wakesAt(this.#read(), all, Date.now()) ?? Date.now() + LOOK_AGAIN_MS);
  }

  /** Of erasures whose late events are still refused; those of receipts hold for good. */
  #lateMoments(): number[] {
    return [...this.#readErasures()].filter(([source]) => source !== NO_DEVICE).map(([, atMs]) => atMs);
  }

  #readErasures(): Map<string, number> {
    this.#erasures ??= this.#store.readErasures();
    return this.#erasures;
  }

  #isErased({ deviceId, atMs }: Fact): boolean {
    const erasedAtMs = this.#readErasures().get(deviceId ?? NO_DEVICE);
    return erasedAtMs !== undefined && atMs <= erasedAtMs;
  }

  /** A change of consent is noted with what the device did then: somebody who did nothing leaves nothing. */
  #withConsent(state: VisitorState, { consent, deviceId, currency }: RecordInput, fresh: readonly Fact[]): VisitorState {
    if (consent === undefined || deviceId === undefined || fresh.length === 0) return state;
    const last = state.profile.consents.find((each) => each.deviceId === deviceId);
    if (last && last.analytics === consent.analytics && last.personalization === consent.personalization) return state;
    const atMs = Math.max(...fresh.map((fact) => fact.atMs));
    return this.#log.add(state, [factOfConsent(deviceId, consent, atMs)], currency).state;
  }

  #read(): VisitorState {
    this.#state ??= this.#store.readState() ?? emptyState();
    return this.#state;
  }

  /** The state by the reducer of today, also where an earlier version left it. */
  #renewed(currency: string): VisitorState {
    return this.#log.renew(this.#read(), currency);
  }

  #write(state: VisitorState): void {
    const wakesAtMs = wakesAt(state, this.#lateMoments(), Date.now());
    if (wakesAtMs !== null && wakesAtMs !== state.wakesAtMs) void this.ctx.storage.setAlarm(wakesAtMs);
    this.#state = { ...state, wakesAtMs };
    this.#store.writeState(this.#state);
  }
}

/** `''` where something is known of the device, and not when it came. */
function firstSessionOf({ firstSessions, last, linkedTo }: VisitorState, deviceId: string): string | null {
  return firstSessions[deviceId] ?? (last === null && linkedTo === null ? null : '');
}
