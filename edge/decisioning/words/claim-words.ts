import type { ClaimKind } from '../content/variables.ts';

/**
 * Words by which a text speaks of stock, prices, points or hours without naming a datum, in all our languages at once: a shop may write English into
 * its Italian. They are few and plain, as a warning about honest words would teach people not to read warnings. No repeats within repeats, so that none can stall.
 */
const CLAIM_WORDS: readonly [kind: ClaimKind, words: RegExp][] = [
  // it
  ['stock', /\b(?:solo|soltanto|appena) \d+ (?:rimast|pezz|disponibil)/i],
  ['stock', /\bne (?:resta|restano|rimane|rimangono) (?:solo |soltanto )?(?:\d+|poch)/i],
  ['stock', /\bultim[ei] (?:\d+ )?(?:pezz|taglie|disponibil|copie|rimast|scorte)/i],
  ['stock', /\bultimo (?:pezzo|rimasto|disponibile)/i],
  [
    'stock',
    /\b(?:in esaurimento|quasi esaurit|sta per finire|stanno per finire|disponibilità limitata|disponibile subito|pronta consegna)/i,
  ],
  ['hours', /\b(?:apert[oiae]|aperti) (?:fino|oggi|adesso|ora|anche|tutti|dalle|sempre)/i],
  ['hours', /\b(?:chiude|chiudiamo|apre|apriamo) (?:alle|all’|all'|a mezzanotte|tra|fra)/i],
  ['points', /\b\d+ punt[oi]\b/i],
  // en
  ['stock', /\bonly (?:a few|\d+) (?:left|remaining|pieces|available|in stock)/i],
  ['stock', /\b(?:last|final) (?:few |\d+ )?(?:pieces|items|units|one|ones|remaining)\b/i],
  ['stock', /\b(?:in stock|low stock|limited stock|almost gone|nearly gone|selling out|almost sold out|while stocks last)\b/i],
  ['hours', /\bopen (?:until|till|today|now|from|every day|24)\b/i],
  ['hours', /\b(?:closes|opens|closing|opening) (?:at|in) \d/i],
  ['points', /\b\d+ points?\b/i],
  // de
  ['stock', /\bnur noch (?:\d+|wenige)/i],
  ['stock', /\b(?:letzte[sn]? (?:\d+ )?(?:stück|exemplar|artikel)|auf lager|sofort lieferbar|fast ausverkauft|solange der vorrat reicht)/i],
  ['hours', /\b(?:geöffnet (?:bis|heute|von)|(?:schließt|öffnet) um \d)/i],
  ['points', /\b\d+ punkte?\b/i],
  // fr
  ['stock', /\b(?:plus que \d+|il (?:n’en |n'en )?reste (?:plus que |seulement )?\d+|derni(?:er|ère)s (?:pièces|articles|exemplaires))/i],
  ['stock', /(?:\ben stock\b|\bstock limité|\bbientôt épuisé|\bpresque épuisé)/i],
  ['hours', /\b(?:ouvert(?:e|s|es)? (?:jusqu|aujourd|de)|(?:ferme|ouvre) à \d)/i],
  // es
  [
    'stock',
    /\b(?:solo (?:quedan?|\d+)|sólo (?:quedan?|\d+)|quedan? (?:solo |sólo )?\d+|últimas (?:\d+ )?(?:unidades|piezas|tallas)|casi agotado)/i,
  ],
  ['stock', /\b(?:en stock|disponible ya)\b/i],
  ['hours', /\b(?:abiert[oa]s? (?:hasta|hoy|de)|(?:cierra|abre) a las? \d)/i],
  ['points', /\b\d+ puntos?\b/i],
  // prices, as they are written anywhere
  ['price', /(?:[€$£] ?\d|\d ?[€$£]|\b(?:EUR|CHF|USD|GBP) ?\d|\d ?(?:EUR|CHF|USD|GBP|euro)\b)/],
];

/** What a text speaks of by hand, and in which words; empty where it speaks of none. */
export function spokenOf(text: string): { kind: ClaimKind; words: string }[] {
  const seen = new Set<ClaimKind>();
  return CLAIM_WORDS.flatMap(([kind, pattern]) => {
    const words = seen.has(kind) ? undefined : pattern.exec(text)?.[0];
    if (words === undefined) return [];
    seen.add(kind);
    return [{ kind, words }];
  });
}
