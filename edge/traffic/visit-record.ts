import type { PublishedSite, SiteHead } from '../../shared/published-site.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import type { InventoryLine } from '../../shared/schemas/store.ts';
import type { Decision, DecisionInput } from '../decisioning/types.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';
import type { Profile } from '../visitor/profile.ts';

/** Raised when the members below change their meaning. */
export const RECORD_FORMAT = 1;

/** Stands where a decision only asks whether somebody is known by something. */
const KNOWN = 'known';

/**
 * All that a decision came from but the published site, which its revision names. Put together with that site again it is decided the same, to the
 * byte. What no decision reads stays behind: what devices said, searches, words of answers, hashes of addresses, numbers of cards.
 */
export interface VisitRecord extends Omit<DecisionInput, 'site' | 'stock' | 'offers'> {
  format: number;
  /** the receipt's: a UUID of version 7, of the decision's own millisecond */
  id: string;
  site: string;
  /** of the set-up, and of all published parts, as they were in force */
  version: number;
  revision: string;
  /** those it was made on: KV may have the newest of a revision later than its head */
  parts: Omit<SiteHead['parts'], 'stock'>;
  /** SHA-256 of what was answered (`answeredText`), base64url */
  answered: string;
  /** who the visit was of: keys (`person-keys.ts`) of the device, and of the customer it spoke for */
  who: readonly string[];
  offers: DecisionInput['offers'];
  /** stock of the cart's products, by product id; products without any left out */
  stock: readonly [productId: string, lines: readonly InventoryLine[]][];
}

/** What of a decision the page is answered: the text whose digest a record holds. */
export function answeredText({ journey, blocks }: Pick<Decision, 'journey' | 'blocks'>): string {
  return JSON.stringify({ journey, blocks });
}

/** The record of a decision. Its JSON text, as it is made here first, is what the digest on the receipt is of. */
export function recordOf(input: DecisionInput, about: Pick<VisitRecord, 'id' | 'who' | 'answered'>): VisitRecord {
  const { nowMs, hoursAtMs, site, profile, stageNote, offers, visit, personId, customer, position, stock } = input;
  const { id, version, revision, parts } = site.head;
  const { catalog, stores, recommendations } = parts;
  // In this order, whoever put the input together: the digest is of the text.
  return {
    format: RECORD_FORMAT,
    id: about.id,
    site: id,
    version,
    revision,
    parts: { catalog, stores, recommendations },
    answered: about.answered,
    who: about.who,
    nowMs,
    hoursAtMs,
    profile: withoutTheUnasked(profile),
    stageNote,
    offers,
    visit,
    personId,
    customer: customer && withoutIdentifiers(customer),
    position,
    stock: [...stock],
  };
}

/** What `decide` is to be asked again, of the site as it was then or as somebody would have it. */
export function inputOf(record: VisitRecord, site: PublishedSite<RecommendationIndex>): DecisionInput {
  const { nowMs, hoursAtMs, profile, stageNote, offers, visit, personId, customer, position, stock } = record;
  return { nowMs, hoursAtMs, site, profile, stageNote, offers, visit, personId, customer, position, stock: new Map(stock) };
}

function withoutTheUnasked(profile: Profile): Profile {
  return {
    ...profile,
    customerId: profile.customerId === null ? null : KNOWN,
    sessionIds: [],
    searches: profile.searches.slice(0, 1).map(({ atMs }) => ({ term: '', atMs })),
    refunds: [],
    consents: [],
    feedback: profile.feedback.map((each) => ({ ...each, answer: null })),
    cart: { ...profile.cart, seenByDevice: {} },
  };
}

function withoutIdentifiers({ emailSha256, phoneSha256, loyaltyCard, ...customer }: Customer): Customer {
  return { ...customer, customerId: KNOWN, ...(loyaltyCard === undefined ? {} : { loyaltyCard: KNOWN }) };
}
