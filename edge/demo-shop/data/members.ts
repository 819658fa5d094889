import { sha256Hex } from '../../imports/sha256.ts';
import { type Random, random } from './random.ts';
import { STORE_LIST } from './stores.ts';
import { demoStory } from './story.ts';
import { CATEGORY_IDS, type CategoryId } from './types.ts';

export type Tier = 'base' | 'silver' | 'gold';

/** A member of Club Olmaria as the shop's own books have them. Name and address never leave the shop: see `demoCustomers`. */
export interface Member {
  customerId: string;
  loyaltyCard: string;
  firstName: string;
  lastName: string;
  email: string;
  city: string;
  homeStore: string;
  points: number;
  pending: number;
  tier: Tier;
  joinedAt: string;
  channelPreference: 'email' | 'sms' | 'none';
  /** what they mostly buy */
  taste: CategoryId;
  /** mean days between two purchases */
  paceDays: number;
  /** chance to stop buying for good after each purchase */
  dropout: number;
}

/** Points from which a tier begins; the published programme says the same. */
export const TIER_FROM = { base: 0, silver: 300, gold: 1_000 } as const;

const MEMBER_COUNT = 400;
const FIRST = [
  'Giulia',
  'Marco',
  'Francesca',
  'Luca',
  'Chiara',
  'Alessandro',
  'Sara',
  'Matteo',
  'Elena',
  'Davide',
  'Martina',
  'Andrea',
  'Valentina',
  'Lorenzo',
  'Silvia',
  'Paolo',
  'Laura',
  'Stefano',
  'Federica',
  'Simone',
  'Anna',
  'Giovanni',
  'Alice',
  'Roberto',
  'Beatrice',
  'Nicola',
  'Ilaria',
  'Antonio',
  'Marta',
  'Riccardo',
];
const LAST = [
  'Ferri',
  'Colombo',
  'Marchetti',
  'Greco',
  'Conti',
  'De Luca',
  'Mancini',
  'Rizzo',
  'Lombardi',
  'Moretti',
  'Barbieri',
  'Fontana',
  'Santoro',
  'Mariani',
  'Rinaldi',
  'Caruso',
  'Ferrara',
  'Galli',
  'Martini',
  'Leone',
  'Longo',
  'Gentile',
  'Vitale',
  'Serra',
  'Coppola',
  'Villa',
  'Marino',
  'Fabbri',
  'Testa',
  'Grassi',
];

/** Members people can sign in as, each to show something else. */
const KNOWN: readonly Partial<Member>[] = [
  {
    firstName: 'Giulia',
    lastName: 'Ferri',
    city: 'Milano',
    homeStore: 'milano-torino',
    points: 320,
    pending: 45,
    tier: 'silver',
    taste: 'lighting',
    paceDays: 30,
    dropout: 0,
  },
  {
    firstName: 'Marco',
    lastName: 'Conti',
    city: 'Roma',
    homeStore: 'roma-corso',
    points: 1_480,
    pending: 0,
    tier: 'gold',
    taste: 'clothing',
    paceDays: 18,
    dropout: 0,
  },
  {
    firstName: 'Elena',
    lastName: 'Greco',
    city: 'Napoli',
    homeStore: 'napoli-chiaia',
    points: 85,
    pending: 20,
    tier: 'base',
    taste: 'ceramics',
    paceDays: 60,
    dropout: 0.05,
  },
  {
    firstName: 'Davide',
    lastName: 'Moretti',
    city: 'Torino',
    homeStore: 'torino-garibaldi',
    points: 540,
    pending: 0,
    tier: 'silver',
    taste: 'table',
    paceDays: 25,
    dropout: 1,
  },
];

/** All members; the same people every time. The first is the story's. */
export const MEMBERS: readonly Member[] = Array.from({ length: MEMBER_COUNT }, (_, index) => member(index));

const BY_ID: ReadonlyMap<string, Member> = new Map(MEMBERS.map((one) => [one.customerId, one]));

export function memberById(customerId: string): Member | null {
  return BY_ID.get(customerId) ?? null;
}

/** The members a visitor of the demo is offered to sign in as. */
export const KNOWN_MEMBERS: readonly Member[] = MEMBERS.slice(0, KNOWN.length);

/** A member by customer number, card number or e-mail address, as people type them. */
export function findMember(text: string): Member | null {
  const wanted = text.trim().toLowerCase();
  return MEMBERS.find((one) => one.customerId === wanted || one.loyaltyCard.toLowerCase() === wanted || one.email === wanted) ?? null;
}

function member(index: number): Member {
  const customerId = `m-${1_001 + index}`;
  const chance = random(`member ${customerId}`);
  const firstName = KNOWN[index]?.firstName ?? chance.pick(FIRST);
  const lastName = KNOWN[index]?.lastName ?? chance.pick(LAST);
  const store = chance.pick(STORE_LIST);
  const points = Math.round(chance.exponential(340));
  return {
    customerId,
    loyaltyCard: `OLM${String(7_100_000 + index * 137)}`,
    firstName,
    lastName,
    email: `${firstName}.${lastName}${index + 1}@posta.example`.toLowerCase().replace(/\s/g, ''),
    city: store.address.addressLocality,
    homeStore: store.storeCode,
    points,
    pending: chance.chance(0.2) ? chance.int(5, 90) : 0,
    tier: tierOf(points),
    joinedAt: joinedAt(chance),
    channelPreference: chance.weighted(['email', 'sms', 'none'] as const, (one) => ({ email: 6, sms: 2, none: 2 })[one]),
    taste: chance.pick(CATEGORY_IDS),
    paceDays: 15 + chance.exponential(50),
    dropout: chance.next() * 0.35,
    ...KNOWN[index],
  };
}

function tierOf(points: number): Tier {
  return points >= TIER_FROM.gold ? 'gold' : points >= TIER_FROM.silver ? 'silver' : 'base';
}

/** Some day in the club's first years: 2021 to 2025. */
function joinedAt(chance: Random): string {
  return new Date(Date.UTC(2021, 2, 1) + chance.int(0, 1_700) * 86_400_000).toISOString().slice(0, 10);
}

/** A member as the customer import takes it: nothing that names a person. */
export interface CustomerRow {
  customerId: string;
  loyaltyCard: string;
  emailSha256: string;
  points: number;
  pending: number;
  tier: Tier;
  joinedAt: string;
  channelPreference: 'email' | 'sms' | 'none';
}

/** The members, ready for `POST …/customers`; e-mail addresses as SHA-256 of their lower-case form. */
export function demoCustomers(): CustomerRow[] {
  return MEMBERS.map(({ customerId, loyaltyCard, email, points, pending, tier, joinedAt: joined, channelPreference }) => ({
    customerId,
    loyaltyCard,
    emailSha256: sha256Hex(email),
    points,
    pending,
    tier,
    joinedAt: joined,
    channelPreference,
  }));
}

if (MEMBERS[0]?.customerId !== demoStory.customerId) throw new Error('The story wants its member first.');
