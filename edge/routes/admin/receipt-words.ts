import { localeChain, pickText } from '../../journey/text-choice.ts';

/** What is said of a decision that was asked for again. `{revision}` and `{part}` are put in. */
const WORDS = {
  same: {
    en: 'Decided again from what was kept, on what was published then (revision {revision}): the same answer, byte for byte.',
    it: 'Decisa di nuovo con i dati conservati e con quanto era pubblicato allora (revisione {revision}): la stessa risposta, byte per byte.',
  },
  other: {
    en: 'Decided again from what was kept, on what was published then (revision {revision}), the answer is another than the one given.',
    it: 'Decisa di nuovo con i dati conservati e con quanto era pubblicato allora (revisione {revision}), la risposta è diversa da quella data.',
  },
  unlike: {
    en: 'The signature holds, but what is kept of this decision is not what was signed: its digest is another.',
    it: 'La firma è valida, ma ciò che è conservato di questa decisione non è ciò che fu firmato: l’impronta è diversa.',
  },
  missing: {
    en: 'What the decision came from is kept, but of what was published then (revision {revision}) this is not any more: {part}.',
    it: 'I dati della decisione sono conservati, ma di quanto era pubblicato allora (revisione {revision}) manca ormai: {part}.',
  },
  'no-consent': {
    en: 'The signature holds. Nothing was kept of this decision: its visitor had not agreed to be remembered.',
    it: 'La firma è valida. Di questa decisione non è stato conservato nulla: chi visitava non aveva acconsentito a essere ricordato.',
  },
  'too-large': {
    en: 'The signature holds. Nothing was kept of this decision: what it came from was larger than a message may be.',
    it: 'La firma è valida. Di questa decisione non è stato conservato nulla: i suoi dati superavano la dimensione di un messaggio.',
  },
  format: {
    en: 'The signature holds. Receipts of this form were given before decisions were kept, so it cannot be made again.',
    it: 'La firma è valida. Le ricevute di questa forma risalgono a prima che le decisioni fossero conservate: non si può rifare.',
  },
} as const;

const PARTS = {
  revision: { en: 'what was in force', it: 'ciò che era in vigore' },
  catalog: { en: 'the catalog', it: 'il catalogo' },
  stores: { en: 'the shops', it: 'i negozi' },
  recommendations: { en: 'what recommendations had learned', it: 'ciò che i consigli avevano imparato' },
} as const;

export type Finding = keyof typeof WORDS;

/** A finding in the words of a language, or in the site's where there are none. */
export function explanationOf(
  finding: Finding,
  locale: string,
  { revision = '', part }: { revision?: string; part?: keyof typeof PARTS } = {},
): string {
  const chain = localeChain(locale, 'en');
  const text = pickText(WORDS[finding], chain) ?? WORDS[finding].en;
  const named = part ? (pickText(PARTS[part], chain) ?? PARTS[part].en) : '';
  return text.replace('{revision}', revision).replace('{part}', named);
}
