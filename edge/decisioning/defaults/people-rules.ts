import type { BlockTemplate, Rule } from '../../../shared/schemas/rule.ts';
import { BROWSING_PAGES, DAY_MS, elsewhere, sentAwayBefore } from './shared-conditions.ts';

const NPS: BlockTemplate = {
  kind: 'feedback',
  title: { it: 'Com’è andata?', en: 'How was it?' },
  question: {
    it: 'Quanto è probabile che tu ci consigli a un amico o a una collega?',
    en: 'How likely are you to recommend us to a friend or colleague?',
  },
  questionId: 'nps',
  input: {
    type: 'scale',
    min: 0,
    max: 10,
    minLabel: { it: 'Per niente', en: 'Not at all' },
    maxLabel: { it: 'Certamente', en: 'Certainly' },
  },
  commentLabel: { it: 'Che cosa possiamo fare meglio?', en: 'What can we do better?' },
  thanks: { it: 'Grazie! Leggiamo ogni risposta.', en: 'Thank you! We read every answer.' },
};
const NPS_REASON = {
  it: 'Hai comprato da poco e il tuo parere ci aiuta a migliorare.',
  en: 'You bought recently and your opinion helps us improve.',
};

const LOYALTY: BlockTemplate = {
  kind: 'loyalty-prompt',
  memberTitle: { it: '{program}: i tuoi vantaggi', en: '{program}: your rewards' },
  joinTitle: { it: 'Entra in {program}', en: 'Join {program}' },
  joinText: {
    it: 'Raccogli punti con ogni acquisto, online e in negozio.',
    en: 'Collect points with every purchase, online and in our shops.',
  },
};

/** After a purchase, one question: on the page that confirms it, or the next time the person comes by. */
export function feedbackRules(): Rule[] {
  const base = { enabled: true, overlay: 'corner', what: NPS, reason: NPS_REASON } as const;
  return [
    {
      ...base,
      id: 'feedback',
      name: { it: 'Parere dopo l’acquisto', en: 'Opinion after a purchase' },
      pages: [],
      when: { on: 'load' },
      who: { 'feedback.due': true },
      slots: ['feedback'],
      often: { dismissedForMs: 30 * DAY_MS },
    },
    {
      ...base,
      id: 'feedback-corner',
      name: { it: 'Parere dopo l’acquisto, in un angolo', en: 'Opinion after a purchase, in a corner' },
      pages: [...BROWSING_PAGES, 'confirmation'],
      when: { on: 'load', afterMs: 3_000 },
      who: {
        $and: [
          { 'feedback.due': true },
          { $or: [{ 'page.type': 'confirmation' }, { 'purchases.thisVisit': false }] },
          elsewhere('feedback'),
          { $not: sentAwayBefore('feedback', 30) },
        ],
      },
      slots: ['overlay'],
      often: { perSession: 1, minGapMs: 2 * DAY_MS, dismissedForMs: 30 * DAY_MS },
    },
  ];
}

/** Somebody the shop was about to lose is back. No promise: what there is to offer, the merchant writes. */
export function winBackRule(): Rule {
  return {
    id: 'win-back',
    name: { it: 'È bello rivederti', en: 'Good to see you again' },
    enabled: true,
    pages: [...BROWSING_PAGES],
    when: { on: 'load', afterMs: 1_500 },
    who: { stage: 'recovery', 'visits.count': { $gte: 2 } },
    slots: ['win-back', 'overlay'],
    overlay: 'bar',
    what: {
      kind: 'message',
      title: { it: 'È bello rivederti', en: 'Good to see you again' },
      text: {
        it: 'È passato un po’ di tempo. Riparti da dove eri: noi siamo qui, online e in negozio.',
        en: 'It has been a while. Pick up where you left off: we are here, online and in our shops.',
      },
    },
    often: { perSession: 1, minGapMs: 7 * DAY_MS, dismissedForMs: 30 * DAY_MS },
    reason: { it: 'È passato del tempo dall’ultima volta.', en: 'It has been a while since last time.' },
  };
}

/** Points for members, an invitation for the others: in its slot always; floating seldom, and only for whoever has shown an interest. */
export function loyaltyRules(): Rule[] {
  const base = { enabled: true, overlay: 'corner', what: LOYALTY } as const;
  return [
    {
      ...base,
      id: 'loyalty-prompt',
      name: { it: 'Programma fedeltà', en: 'Loyalty programme' },
      pages: [],
      when: { on: 'load' },
      who: {},
      slots: ['loyalty-prompt'],
      often: { dismissedForMs: 7 * DAY_MS },
      reason: { it: 'Ogni acquisto vale punti.', en: 'Every purchase earns points.' },
    },
    {
      ...base,
      id: 'loyalty-corner',
      name: { it: 'Programma fedeltà, in un angolo', en: 'Loyalty programme, in a corner' },
      pages: [...BROWSING_PAGES],
      when: { on: 'active-time', afterMs: 20_000 },
      who: {
        $and: [
          {
            $or: [
              { 'loyalty.member': false, 'purchases.count': { $gte: 1 }, 'session.pageViews': { $gte: 2 } },
              { 'loyalty.member': false, 'visits.count': { $gte: 2 }, 'session.pageViews': { $gte: 3 } },
              { 'loyalty.member': true, 'cart.open': true, 'session.pageViews': { $gte: 2 } },
            ],
          },
          elsewhere('loyalty-prompt'),
          { $not: sentAwayBefore('loyalty-prompt', 30) },
        ],
      },
      slots: ['overlay'],
      often: { perSession: 1, minGapMs: 3 * DAY_MS, dismissedForMs: 30 * DAY_MS, untilClicked: true },
      reason: {
        it: 'Ci hai già trovato qualcosa di interessante, e ogni acquisto vale punti.',
        en: 'You have shown an interest, and every purchase earns points.',
      },
    },
  ];
}
