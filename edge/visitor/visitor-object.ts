import { DurableObject } from 'cloudflare:workers';
import { LIVE_EVENT_MAX_AGE_MS } from '../../shared/protocol.ts';
import type { Env } from '../platform/env.ts';
import { changeOfConsent, mayBeKept, type ToldConsent, toldChange } from './device-consent.ts';
import { type DeviceProof, firstSessionOf, isOwnId } from './device-proof.ts';
import { FactLog } from './fact-log.ts';
import { type Fact, factOfAssignment, isReceipt } from './facts.ts';
import { objectName } from './object-name.ts';
import { afterFacts, noOffers, withOffers } from './offers.ts';
import { type Outcome, outcomesSince } from './outcomes.ts';
import type { StageNote } from './profile.ts';
import { isOverdue, keptSinceMs, LOOK_AGAIN_MS, type Retention, retentionOf, wakesAt, withinPeriod } from './retention.ts';
import { type StageAsk, type StageAtFact, stageFinding, withStage } from './stage-notes.ts';
import type { DevicePast, Erasure, Gift, HeardConsent, RecordInput, RecordResult, Standing, VisitorView } from './visitor-records.ts';
import { emptyState, NO_DEVICE, type VisitorState, VisitorStore } from './visitor-store.ts';

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

  /**
   * Keeps what is new and gives the profile that follows.
   * @param isAnew the past has just become another than it was known
   */
  record(input: RecordInput, isAnew = false): RecordResult {
    const { currency, deviceId, sessionId, receipts } = input;
    if (input.retention) this.#hear(input.retention);
    const before = this.#renewed(currency);
    const told = mayBeKept(before.profile, deviceId) ? input.facts.filter((fact) => !this.#isErased(fact)) : [];
    const added = this.#log.add(before, told, currency, (fresh) => changeOfConsent(before, input, fresh));
    let { state } = added;
    if (receipts !== undefined) {
      const kept = receipts.filter((fact) => !this.#isErased(fact));
      state = this.#log.stateReceipts(state, kept, currency);
    }
    if (state.offers && added.fresh.length > 0) state = { ...state, offers: afterFacts(state.offers, added.fresh) };
    const isNew = before.last === null;
    if (isNew && state.last !== null) state = { ...state, stageNote: state.stageNote ?? input.firstNote ?? null };
    if (deviceId !== undefined && state !== before && !Object.hasOwn(state.firstSessions, deviceId) && state.linkedTo === null) {
      state = { ...state, firstSessions: { ...state.firstSessions, [deviceId]: isNew ? (sessionId ?? '') : '' } };
    }
    const stageBefore = state.stageNote?.stage ?? null;
    const isPastAnew = isAnew || added.isLate || state.receipts !== before.receipts;
    const batch = { before, after: state, fresh: added.fresh, isAnew: isPastAnew, currency, all: () => this.#log.all() };
    const stage = input.ask && stageFinding(input.ask, batch);
    if (stage) state = withStage(state, stage);
    // Only a visit tells: what is found when somebody looks at the person waits for the next one.
    const news = sessionId === undefined ? null : outcomesSince(state.profile, state.told ?? {}, currency);
    if (news) state = { ...state, told: news.told };
    if (state !== before || (input.exists && !this.#readErasures().has(NO_DEVICE) && !this.#store.readState())) this.#write(state);
    return {
      profile: state.profile,
      stageNote: state.stageNote,
      stageBefore,
      offers: state.offers ?? noOffers(),
      outcomes: news?.outcomes ?? [],
      isStageUnsure: stage?.isUnsure ?? false,
      acceptedIds: added.fresh.map((fact) => fact.id),
      deviceKnown: deviceId === undefined || (state.devices.includes(deviceId) && !state.apart.includes(deviceId)),
      firstSessionId: deviceId === undefined ? null : firstSessionOf(before, deviceId),
      owes: state.owes,
      mergedInto: state.mergedInto,
      consentChanged: added.along !== null,
      linkedTo: state.linkedTo,
      apartFrom: added.fresh.length > 0 && !state.isToldApart ? state.linkedTo : null,
    };
  }

  /** Takes over the past of a device. Twice is the same as once. */
  adopt(deviceId: string, past: Omit<DevicePast, 'upTo'>, currency: string, ask?: StageAsk): RecordResult {
    const { facts, firstSessionId } = past;
    const told = facts.filter((fact) => !this.#isErased(fact));
    const { state } = this.#log.add(this.#renewed(currency), told, currency);
    this.#write({
      ...state,
      devices: state.devices.includes(deviceId) ? state.devices : [...state.devices, deviceId],
      apart: state.apart.filter((each) => each !== deviceId),
      firstSessions: { ...state.firstSessions, [deviceId]: firstSessionId },
    });
    return this.record({ facts: [], currency, deviceId, ...(ask ? { ask } : {}) }, facts.length > 0);
  }

  /** On a customer's object: somebody used the device signed out. What they did is looked for when it speaks for this customer again. */
  partFrom(deviceId: string): void {
    const state = this.#read();
    if (state.devices.includes(deviceId) && !state.apart.includes(deviceId)) {
      this.#write({ ...state, apart: [...state.apart, deviceId] });
    }
  }

  /** A change of consent that was told alone: kept as such, and nothing with it. */
  hearConsent(told: ToldConsent, currency: string): HeardConsent {
    const before = this.#renewed(currency);
    const change = toldChange(before, told);
    if (change) this.#write(this.#log.add(before, [change], currency).state);
    const isShown = told.proof === null || isOwnId(told.proof, firstSessionOf(before, told.deviceId));
    return { isShown, isNew: change !== null, linkedTo: before.linkedTo, mergedInto: before.mergedInto };
  }

  /** On a device's object: the customer's object has been told. */
  toldApart(): void {
    this.#write({ ...this.#read(), isToldApart: true });
  }

  /**
   * On a device's object: what it did is now a customer's, if the request shows that it comes from this device. In the same moment it is gone
   * from the device's own profile, so that whoever uses the device next finds nothing of it, and it waits in `owed` until the customer has it.
   * @returns `isOwnId`: it was shown; `parted`: who had the device before
   */
  letGo(customerId: string, proof: DeviceProof, currency: string): { isOwnId: boolean; parted: string | null } {
    const before = this.#renewed(currency);
    const firstSessionId = firstSessionOf(before, proof.deviceId);
    if (!isOwnId(proof, firstSessionId)) return { isOwnId: false, parted: null };
    // What was found to be somebody's stays under the name it was told under.
    if (before.mergedInto !== null) return { isOwnId: true, parted: null };
    this.#store.addOwed(customerId, this.#log.own());
    const state = this.#log.keepOnly(before, () => false, currency);
    this.#write({
      ...state,
      linkedTo: customerId,
      isToldApart: false,
      stageNote: null,
      owes: [...new Set([...state.owes, customerId])],
      firstSessions: { ...state.firstSessions, [proof.deviceId]: firstSessionId ?? proof.sessionId },
    });
    return { isOwnId: true, parted: before.linkedTo === customerId ? null : before.linkedTo };
  }

  /**
   * This person was found to be another; null = was not, after all. Its facts stay here.
   * @returns who it is found to be now: who it was before, where that is somebody else
   */
  setMergedInto(name: string | null): string | null {
    const state = this.#read();
    if (name !== null && state.mergedInto !== null) return state.mergedInto;
    this.#write({ ...state, mergedInto: name });
    return name;
  }

  /** From here on the facts of another are this person's too. */
  admit(name: string): void {
    const state = this.#read();
    if (!Object.hasOwn(state.merged, name)) this.#write({ ...state, merged: { ...state.merged, [name]: null } });
  }

  /** Facts of somebody admitted, all of them. null, and nothing kept, of anyone else: a merge may be undone during a visit. */
  stateMerged(name: string, facts: Fact[], currency: string, ask?: StageAsk): RecordResult | null {
    if (!Object.hasOwn(this.#read().merged, name)) return null;
    const before = this.#renewed(currency);
    const known = before.offers ? new Set(this.#log.all().map(({ id }) => id)) : new Set<string>();
    const state = this.#log.stateMerged(before, name, facts, currency);
    if (state !== before) {
      const isNew = ({ id }: Fact): boolean => !known.has(id);
      this.#write(state.offers ? { ...state, offers: afterFacts(state.offers, facts.filter(isNew)) } : state);
    }
    return this.record({ facts: [], currency, ...(ask ? { ask } : {}) }, state !== before);
  }

  /** Undoes `admit` with all that followed from it. */
  dismiss(name: string, currency: string): void {
    const state = this.#renewed(currency);
    if (Object.hasOwn(state.merged, name)) this.#write({ ...this.#log.stateMerged(state, name, null, currency), stageNote: null });
  }

  /** On a device's object: what waits for a customer, oldest first. */
  owed(customerId: string, deviceId: string): DevicePast {
    return { ...this.#store.readOwed(customerId), firstSessionId: firstSessionOf(this.#read(), deviceId) ?? '' };
  }

  /** On a device's object: the customer has all up to there, or is gone. */
  delivered(customerId: string, upTo: number): void {
    if (!this.#read().owes.includes(customerId)) return;
    this.#store.dropOwed(customerId, upTo);
    if (this.#store.readOwed(customerId).upTo > 0) return;
    const state = this.#read();
    this.#write({ ...state, owes: state.owes.filter((each) => each !== customerId) });
  }

  /**
   * Keeps what a page is about to be given and which variants that were drawn for it, unless the person's other pages were given or have shown something since `edition`.
   * @returns what is new to tell of experiments when it is kept; else what is known now, to decide again by
   */
  give({ edition, offers, assignments, deviceId, nowMs, currency }: Gift): Outcome[] | Standing {
    // Somebody who did nothing leaves nothing, and nobody is there any more who was erased during the visit.
    if (!this.#store.readState()) return [];
    const before = this.#renewed(currency);
    const known = before.offers ?? noOffers();
    if (known.edition !== edition) return { profile: before.profile, offers: known };
    const drawn = assignments.map((assignment) => factOfAssignment(assignment, deviceId, nowMs));
    const { state } = this.#log.add(before, drawn, currency);
    const news = outcomesSince(state.profile, state.told ?? {}, currency);
    this.#write({
      ...state,
      ...(news ? { told: news.told } : {}),
      ...(offers.length > 0 ? { offers: withOffers(known, offers, nowMs) } : {}),
    });
    return news?.outcomes ?? [];
  }

  /** @param atLast where they stood in the instant of the last fact that was looked at */
  noteStage(note: StageNote, atLast: StageAtFact | null = null): void {
    // found for a visit that was under way during the erasure
    if (this.#readErasures().size > 0 && !this.#store.readState()) return;
    this.#write({ ...this.#read(), stageNote: note, stageAtLast: atLast });
  }

  /** null when nothing was ever recorded. Reading leaves nothing behind. */
  inspect(): VisitorView | null {
    const stored = this.#store.readState();
    if (!stored) return null;
    const { merged, profile, stageNote, devices, linkedTo, mergedInto } = stored;
    return { profile, facts: this.#log.all(), stageNote, devices, linkedTo, mergedInto, merged: Object.keys(merged) };
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
    // Who was found to be another leads there still, so that the other hears of it.
    if (state.last === null && devices.length === 0 && state.mergedInto === null && Object.keys(state.merged).length === 0) {
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
      // What another brought ends here too, without waiting for their next visit.
      const keptOfOthers = new Set([...withinPeriod(this.#store.readMerged(), sinceMs)].map(({ id }) => id));
      this.#store.keepMerged((fact) => isReceipt(fact) || keptOfOthers.has(fact.id));
      state = this.#log.keepOnly(state, ({ id }) => keptIds.has(id), site.value.currency);
      const { firstSeenAtMs } = state.profile;
      const note = state.stageNote;
      const inStageSinceMs = Math.max(note?.sinceMs ?? 0, firstSeenAtMs ?? 0);
      if (note && firstSeenAtMs !== null) state = { ...state, stageNote: { ...note, sinceMs: inStageSinceMs }, stageAtLast: null };
    }
    const customer = state.linkedTo === null ? null : objectName(now.siteId, { customerId: state.linkedTo });
    const leadsToSomebody = async (): Promise<boolean> => customer !== null && (await this.env.VISITORS.getByName(customer).isKnown());
    if (state.profile.firstSeenAtMs !== null || (await leadsToSomebody())) this.#write(state);
    else await this.erase({ deviceIds: [], atMs: Date.now() });
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
