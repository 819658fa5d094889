import type { StageReason } from '../../shared/schemas/answer.ts';
import type { StageDefinition } from '../../shared/schemas/site-setup.ts';
import type { TierNames } from './basis.ts';
import { conditionPaths } from './condition.ts';
import { LAPSED_P_ALIVE } from './default-journey.ts';
import { formOf } from './plural.ts';
import { REASON_WORDS, type ReasonCode } from './reason-words.ts';
import { type Language, ownLanguage, pickText } from './text-choice.ts';
import { type TraitReason, traitReasons } from './trait-reasons.ts';
import { TRAIT_WORDS, type TraitCode } from './trait-words.ts';
import type { Traits } from './traits.ts';

/** More reasons explain less. */
export const REASONS_MAX = 4;

/** What a stage that asks nothing is about: somebody has come. */
const ARRIVAL = 'arrival';

interface ReasonKind {
  code: ReasonCode;
  /** traits it speaks of: it is a reason for the stages whose condition asks about one of them */
  about: readonly string[];
  /** speaks of now, whatever the stage */
  always?: boolean;
  /** the number in its words; null = it does not hold */
  count: (traits: Traits) => number | null;
}

interface Holding extends StageReason {
  always: boolean;
}

const when = (holds: boolean): number | null => (holds ? 1 : null);

/** Strongest first. */
const REASONS: readonly ReasonKind[] = [
  {
    code: 'purchased',
    about: ['purchases'],
    count: ({ purchases }) => (purchases.count > 0 ? purchases.count : null),
  },
  {
    code: 'bought-in-shop',
    about: ['purchases'],
    count: ({ purchases }) => when(purchases.channels.includes('pos')),
  },
  {
    code: 'last-purchase',
    about: ['purchases.daysSinceLast', 'lifetime'],
    count: ({ purchases }) => (purchases.daysSinceLast !== null && purchases.daysSinceLast > 0 ? purchases.daysSinceLast : null),
  },
  {
    code: 'overdue',
    about: ['lifetime'],
    count: ({ lifetime }) => when(lifetime !== null && lifetime.repeatPurchases > 0 && lifetime.pAlive < LAPSED_P_ALIVE),
  },
  {
    code: 'long-silence',
    about: ['activity', 'visits.daysSinceLast', 'lifetime'],
    count: ({ activity }) => (activity.daysSinceLast !== null && activity.daysSinceLast >= 14 ? activity.daysSinceLast : null),
  },
  {
    code: 'refunded',
    about: ['refunds', 'purchases'],
    count: ({ refunds }) => (refunds.count > 0 ? refunds.count : null),
  },
  {
    code: 'cart-open',
    about: ['cart', 'addToCarts'],
    always: true,
    count: ({ cart }) => (cart.open ? cart.lines : null),
  },
  {
    code: 'shipping-cost',
    about: ['cart'],
    always: true,
    count: ({ cart }) => when(cart.abandoned && cart.reason === 'shipping_cost'),
  },
  {
    code: 'payment-failed',
    about: ['cart'],
    always: true,
    count: ({ cart }) => when(cart.abandoned && cart.reason === 'payment_failed'),
  },
  {
    code: 'cart-abandoned',
    about: ['cart'],
    always: true,
    count: ({ cart }) => (cart.abandoned ? (cart.daysSinceChange ?? 0) : null),
  },
  {
    code: 'product-views',
    about: ['productViews', 'interest', 'recentItems'],
    count: ({ productViews }) => (productViews > 0 ? productViews : null),
  },
  {
    code: 'searched',
    about: ['searches'],
    count: ({ searches }) => (searches > 0 ? searches : null),
  },
  {
    code: 'wishlisted',
    about: ['wishlisted'],
    count: ({ wishlisted }) => (wishlisted > 0 ? wishlisted : null),
  },
  {
    code: 'member',
    about: ['loyalty'],
    count: ({ loyalty }) => when(loyalty.member),
  },
  {
    code: 'returning',
    about: ['visits'],
    count: ({ visits }) => (visits.count > 1 ? visits.count : null),
  },
  {
    code: 'first-visit',
    about: [ARRIVAL],
    count: ({ visits, purchases, activity }) => when(visits.count <= 1 && purchases.count === 0 && (activity.daysSinceLast ?? 0) === 0),
  },
];

const overlaps = (asked: string, about: string): boolean =>
  asked === about || asked.startsWith(`${about}.`) || about.startsWith(`${asked}.`);

/**
 * Why a person is in a stage: what is true of the person among what the stage's condition asks, and the cart, always.
 * A stage that asks nothing (acquisition) is explained by the visits. Never empty.
 *
 * @param chain languages, best first
 * @param tiers what the site calls the tiers of its loyalty programme
 */
export function reasonsFor(traits: Traits, stage: StageDefinition, chain: readonly string[], tiers: TierNames = []): StageReason[] {
  const asked = [...conditionPaths(stage.when).keys()];
  const paths = asked.length === 0 ? ['visits', ARRIVAL] : asked;
  const language = ownLanguage(chain);
  const holding: Holding[] = REASONS.flatMap(({ code, about, always = false, count: countOf }) => {
    if (!always && !about.some((subject) => paths.some((path) => overlaps(path, subject)))) return [];
    const count = countOf(traits);
    return count === null ? [] : { always, code, text: wording(code, count, language) };
  });
  // What the condition asks beyond what every journey knows, where it held.
  const known = new Set<string>(holding.map(({ code }) => code));
  for (const reason of traitReasons(stage.when, traits)) {
    if (known.has(reason.code) || (reason.code === 'added-to-cart' && known.has('cart-open'))) continue;
    known.add(reason.code);
    holding.push({ always: false, code: reason.code, text: traitWording(named(reason, tiers, chain), language) });
  }
  // What speaks of now is never crowded out.
  let room = REASONS_MAX - holding.filter(({ always }) => always).length;
  const reasons = holding.flatMap(({ always, code, text }): StageReason[] => (always || room-- > 0 ? [{ code, text }] : []));
  return reasons.length > 0 ? reasons : [{ code: 'no-signal', text: wording('no-signal', 1, language) }];
}

/** A tier by the name the site gives it. */
function named(reason: TraitReason, tiers: TierNames, chain: readonly string[]): TraitReason {
  const tier = reason.code === 'tier' ? tiers.find(({ id }) => id === reason.name) : undefined;
  const name = tier ? pickText(tier.name, chain) : null;
  return name === null ? reason : { ...reason, name };
}

function traitWording({ code, count, name = '', within }: TraitReason, language: Language): string {
  const words = TRAIT_WORDS[language];
  const said = code in words ? formOf(words[code as TraitCode], count, language) : wording(code as ReasonCode, count, language);
  const number = new Intl.NumberFormat(language).format(count);
  const sentence = said.replace('{n}', number).replace('{name}', () => name);
  if (within === undefined) return sentence;
  return sentence + (within === 'visit' ? words.visit : within === 1 ? words.today : words.days.replace('{d}', String(within)));
}

function wording(code: ReasonCode, count: number, language: Language): string {
  const words = REASON_WORDS[language];
  const forms = code === 'cart-abandoned' && count === 0 ? words['cart-left-today'] : words[code];
  return formOf(forms, count, language).replace('{n}', String(count));
}
