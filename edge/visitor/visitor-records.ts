import type { Consent } from '../../shared/schemas/consent.ts';
import type { StageId } from '../../shared/stages.ts';
import type { Assignment, Fact } from './facts.ts';
import type { Outcome } from './outcomes.ts';
import type { Offer, Offers, Profile, StageNote } from './profile.ts';
import type { Retention } from './retention.ts';
import type { StageAsk } from './stage-notes.ts';

// What is told to a person's object and by it.

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
  /** a visit asks which stage all this leads to; it is noted in the same row */
  ask?: StageAsk;
  /** the request shows that it comes from this device, or for this customer */
  isShown?: boolean;
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
  /** the stage noted before this */
  stageBefore: StageId | null;
  /** blocks with a limit that pages were given and have not shown yet */
  offers: Offers;
  /** what is new to tell of the experiments the person is in */
  outcomes: Outcome[];
  /** the past became another, and is too long to be read again at once: the stage may have begun at another moment than is noted */
  isStageUnsure: boolean;
  /** ids of the facts that were new; the others had been counted before */
  acceptedIds: string[];
  /** on a customer's object: all that the device did is here already */
  deviceKnown: boolean;
  /** session in which the edge had first met the device before this; '' = it knew of it before it came, null = not yet met */
  firstSessionId: string | null;
  /** on a device's object: customers whose objects are to be given what is theirs */
  owes: string[];
  /** name of the person it was found to be */
  mergedInto: string | null;
  /** the device has just said otherwise than before what it consents to */
  consentChanged: boolean;
  /** on a device's object: the customer whose the device is */
  linkedTo: string | null;
  /** on a device's object: a customer whose object is to be told that something new is here */
  apartFrom: string | null;
}

/** How a change of consent was heard that was told alone. */
export interface HeardConsent {
  isShown: boolean;
  isNew: boolean;
  linkedTo: string | null;
  mergedInto: string | null;
}

/** What a page is about to be given. */
export interface Gift {
  /** of the offers that it was decided by */
  edition: number;
  offers: Offer[];
  /** variants that were drawn just now */
  assignments: Assignment[];
  /** the device that asked */
  deviceId: string | null;
  nowMs: number;
  /** of the site */
  currency: string;
}

/** What a decision is made by, when it has to be made again. */
export interface Standing {
  profile: Profile;
  offers: Offers;
}

/** What a device did while nobody was signed in, on its way to the customer whose it is. */
export interface DevicePast {
  facts: Fact[];
  firstSessionId: string;
  /** to be named when all of it has arrived */
  upTo: number;
}

export interface VisitorView {
  profile: Profile;
  facts: Fact[];
  stageNote: StageNote | null;
  devices: string[];
  linkedTo: string | null;
  mergedInto: string | null;
  /** names of those found to be this person */
  merged: string[];
}

/** What is erased: all that came from these devices until a moment. */
export interface Erasure {
  /** the merchant's receipts until then too, for good: on a customer's object */
  receipts?: boolean;
  deviceIds: readonly string[];
  atMs: number;
}
