import type { StageReason } from '../../shared/schemas/answer.ts';
import type { StageDefinition } from '../../shared/schemas/site-setup.ts';
import { conditionPaths } from './condition.ts';
import { ownLanguage } from './text-choice.ts';
import type { Traits } from './traits.ts';

/** More reasons explain less. */
export const REASONS_MAX = 4;

/** What a stage that asks nothing is about: somebody has come. */
const ARRIVAL = 'arrival';

type Words = { one: string; other: string };

interface ReasonKind {
  code: string;
  /** traits it speaks of: it is a reason for the stages whose condition asks about one of them */
  about: readonly string[];
  /** speaks of now, whatever the stage */
  always?: boolean;
  /** the number in its words; null = it does not hold */
  count: (traits: Traits) => number | null;
  it: Words;
  en: Words;
}

const when = (holds: boolean): number | null => (holds ? 1 : null);
const same = (text: string): Words => ({ one: text, other: text });

/** Strongest first. Codes are stable: reports and integrations use them. */
const REASONS: readonly ReasonKind[] = [
  {
    code: 'purchased',
    about: ['purchases'],
    count: ({ purchases }) => (purchases.count > 0 ? purchases.count : null),
    it: { one: 'Hai fatto un acquisto da noi', other: 'Hai fatto {n} acquisti da noi' },
    en: { one: 'You have bought from us', other: 'You have bought from us {n} times' },
  },
  {
    code: 'bought-in-shop',
    about: ['purchases'],
    count: ({ purchases }) => when(purchases.channels.includes('pos')),
    it: same('Hai comprato anche in negozio'),
    en: same('You have also bought in a shop'),
  },
  {
    code: 'last-purchase',
    about: ['purchases.daysSinceLast'],
    count: ({ purchases }) => (purchases.daysSinceLast !== null && purchases.daysSinceLast > 0 ? purchases.daysSinceLast : null),
    it: { one: 'Il tuo ultimo acquisto è di ieri', other: 'Il tuo ultimo acquisto è di {n} giorni fa' },
    en: { one: 'Your last purchase was yesterday', other: 'Your last purchase was {n} days ago' },
  },
  {
    code: 'long-silence',
    about: ['activity', 'visits.daysSinceLast'],
    count: ({ activity }) => (activity.daysSinceLast !== null && activity.daysSinceLast >= 14 ? activity.daysSinceLast : null),
    it: same('Non ci vediamo da {n} giorni'),
    en: same('We have not met for {n} days'),
  },
  {
    code: 'refunded',
    about: ['refunds', 'purchases'],
    count: ({ refunds }) => (refunds.count > 0 ? refunds.count : null),
    it: { one: 'Un tuo acquisto è stato rimborsato', other: '{n} tuoi acquisti sono stati rimborsati' },
    en: { one: 'A purchase of yours was refunded', other: '{n} purchases of yours were refunded' },
  },
  {
    code: 'cart-open',
    about: ['cart', 'addToCarts'],
    always: true,
    count: ({ cart }) => (cart.open ? cart.lines : null),
    it: { one: 'Hai un prodotto nel carrello', other: 'Hai {n} prodotti nel carrello' },
    en: { one: 'You have a product in your cart', other: 'You have {n} products in your cart' },
  },
  {
    code: 'shipping-cost',
    about: ['cart'],
    always: true,
    count: ({ cart }) => when(cart.abandoned && cart.reason === 'shipping_cost'),
    it: same('Il costo di spedizione può essere stato un ostacolo'),
    en: same('The shipping cost may have stopped you'),
  },
  {
    code: 'payment-failed',
    about: ['cart'],
    always: true,
    count: ({ cart }) => when(cart.abandoned && cart.reason === 'payment_failed'),
    it: same('Un pagamento non è andato a buon fine'),
    en: same('A payment did not go through'),
  },
  {
    code: 'cart-abandoned',
    about: ['cart'],
    always: true,
    count: ({ cart }) => (cart.abandoned ? (cart.daysSinceChange ?? 0) : null),
    it: { one: 'Il tuo carrello aspetta da ieri', other: 'Il tuo carrello aspetta da {n} giorni' },
    en: { one: 'Your cart has been waiting since yesterday', other: 'Your cart has been waiting for {n} days' },
  },
  {
    code: 'product-views',
    about: ['productViews', 'interest', 'recentItems'],
    count: ({ productViews }) => (productViews > 0 ? productViews : null),
    it: { one: 'Hai guardato un prodotto', other: 'Hai guardato prodotti {n} volte' },
    en: { one: 'You looked at a product', other: 'You looked at products {n} times' },
  },
  {
    code: 'searched',
    about: ['searches'],
    count: ({ searches }) => (searches > 0 ? searches : null),
    it: { one: 'Hai fatto una ricerca', other: 'Hai fatto {n} ricerche' },
    en: { one: 'You searched once', other: 'You searched {n} times' },
  },
  {
    code: 'wishlisted',
    about: ['wishlisted'],
    count: ({ wishlisted }) => (wishlisted > 0 ? wishlisted : null),
    it: { one: 'Hai messo un prodotto tra i preferiti', other: 'Hai messo {n} prodotti tra i preferiti' },
    en: { one: 'You saved a product for later', other: 'You saved {n} products for later' },
  },
  {
    code: 'member',
    about: ['loyalty'],
    count: ({ loyalty }) => when(loyalty.member),
    it: same('Fai parte del programma fedeltà'),
    en: same('You are a member of the loyalty programme'),
  },
  {
    code: 'returning',
    about: ['visits'],
    count: ({ visits }) => (visits.count > 1 ? visits.count : null),
    it: same('È la tua visita numero {n}'),
    en: same('This is visit number {n}'),
  },
  {
    code: 'first-visit',
    about: [ARRIVAL],
    count: ({ visits, purchases, activity }) => when(visits.count <= 1 && purchases.count === 0 && (activity.daysSinceLast ?? 0) === 0),
    it: same('Per quanto ne sappiamo, è la tua prima visita'),
    en: same('As far as we know, this is your first visit'),
  },
];

const overlaps = (asked: string, about: string): boolean =>
  asked === about || asked.startsWith(`${about}.`) || about.startsWith(`${asked}.`);

/**
 * Why a person is in a stage: what is true of the person among what the stage's condition asks, and the cart, always.
 * A stage that asks nothing (acquisition) is explained by the visits. Never empty.
 *
 * @param chain languages, best first; Italian and English are at hand
 */
export function reasonsFor(traits: Traits, stage: StageDefinition, chain: readonly string[]): StageReason[] {
  const asked = [...conditionPaths(stage.when).keys()];
  const paths = asked.length === 0 ? ['visits', ARRIVAL] : asked;
  const language = ownLanguage(chain);
  const reasons: StageReason[] = [];
  for (const reason of REASONS) {
    if (!reason.always && !reason.about.some((about) => paths.some((path) => overlaps(path, about)))) continue;
    const count = reason.count(traits);
    if (count === null || reasons.length === REASONS_MAX) continue;
    reasons.push({ code: reason.code, text: wording(reason, count, language) });
  }
  return reasons.length > 0
    ? reasons
    : [{ code: 'no-signal', text: language === 'it' ? 'Ti stiamo ancora conoscendo' : 'We are still getting to know you' }];
}

function wording(reason: ReasonKind, count: number, language: 'it' | 'en'): string {
  if (reason.code === 'cart-abandoned' && count === 0)
    return language === 'it' ? 'Hai lasciato il carrello a metà' : 'You left your cart half-way';
  const words = reason[language];
  return (count === 1 ? words.one : words.other).replace('{n}', String(count));
}
