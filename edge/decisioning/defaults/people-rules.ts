import type { BlockTemplate, Rule } from '../../../shared/schemas/rule.ts';
import { BROWSING_PAGES, DAY_MS, elsewhere, sentAwayBefore } from './shared-conditions.ts';

const NPS: BlockTemplate = {
  kind: 'feedback',
  title: { it: 'Com’è andata?', en: 'How was it?', de: 'Wie war es?', fr: 'Comment ça s’est passé\u202f?', es: '¿Qué tal ha ido?' },
  question: {
    it: 'Quanto è probabile che tu ci consigli a un amico o a una collega?',
    en: 'How likely are you to recommend us to a friend or colleague?',
    de: 'Wie wahrscheinlich ist es, dass Sie uns im Freundes- oder Kollegenkreis weiterempfehlen?',
    fr: 'Quelle est la probabilité que vous nous recommandiez à un proche ou à un collègue\u202f?',
    es: '¿Qué probabilidad hay de que nos recomiendes a amistades o colegas?',
  },
  questionId: 'nps',
  input: {
    type: 'scale',
    min: 0,
    max: 10,
    minLabel: { it: 'Per niente', en: 'Not at all', de: 'Unwahrscheinlich', fr: 'Pas du tout', es: 'Nada probable' },
    maxLabel: { it: 'Certamente', en: 'Certainly', de: 'Sehr wahrscheinlich', fr: 'Certainement', es: 'Seguro' },
  },
  commentLabel: {
    it: 'Che cosa possiamo fare meglio?',
    en: 'What can we do better?',
    de: 'Was können wir besser machen?',
    fr: 'Que pouvons-nous améliorer\u202f?',
    es: '¿Qué podemos mejorar?',
  },
  thanks: {
    it: 'Grazie! Leggiamo ogni risposta.',
    en: 'Thank you! We read every answer.',
    de: 'Vielen Dank! Wir lesen jede Antwort.',
    fr: 'Merci\u202f! Nous lisons chaque réponse.',
    es: '¡Gracias! Leemos todas las respuestas.',
  },
};
const NPS_REASON = {
  it: 'Hai comprato da poco e il tuo parere ci aiuta a migliorare.',
  en: 'You bought recently and your opinion helps us improve.',
  de: 'Sie haben kürzlich eingekauft, und Ihre Meinung hilft uns, besser zu werden.',
  fr: 'Vous avez acheté récemment et votre avis nous aide à nous améliorer.',
  es: 'Has comprado hace poco y tu opinión nos ayuda a mejorar.',
};

const LOYALTY: BlockTemplate = {
  kind: 'loyalty-prompt',
  memberTitle: {
    it: '{program}: i tuoi vantaggi',
    en: '{program}: your rewards',
    de: '{program}: Ihre Vorteile',
    fr: '{program}\u00a0: vos avantages',
    es: '{program}: tus ventajas',
  },
  joinTitle: {
    it: 'Entra in {program}',
    en: 'Join {program}',
    de: 'Werden Sie Mitglied: {program}',
    fr: 'Rejoignez {program}',
    es: 'Únete a {program}',
  },
  joinText: {
    it: 'Raccogli punti con ogni acquisto, online e in negozio.',
    en: 'Collect points with every purchase, online and in our shops.',
    de: 'Sammeln Sie Punkte bei jedem Einkauf, online und in unseren Filialen.',
    fr: 'Cumulez des points à chaque achat, en ligne et en magasin.',
    es: 'Acumula puntos con cada compra, online y en tienda.',
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
      title: {
        it: 'È bello rivederti',
        en: 'Good to see you again',
        de: 'Schön, Sie wiederzusehen',
        fr: 'Ravis de vous revoir',
        es: 'Nos alegra verte de nuevo',
      },
      text: {
        it: 'È passato un po’ di tempo. Riparti da dove eri: noi siamo qui, online e in negozio.',
        en: 'It has been a while. Pick up where you left off: we are here, online and in our shops.',
        de: 'Es ist eine Weile her. Machen Sie da weiter, wo Sie aufgehört haben: Wir sind für Sie da, online und in unseren Filialen.',
        fr: 'Cela fait un moment. Reprenez là où vous en étiez\u00a0: nous sommes là, en ligne et en magasin.',
        es: 'Ha pasado un tiempo. Sigue donde lo dejaste: aquí estamos, online y en tienda.',
      },
    },
    often: { perSession: 1, minGapMs: 7 * DAY_MS, dismissedForMs: 30 * DAY_MS },
    reason: {
      it: 'È passato del tempo dall’ultima volta.',
      en: 'It has been a while since last time.',
      de: 'Seit dem letzten Mal ist etwas Zeit vergangen.',
      fr: 'Cela fait un moment depuis la dernière fois.',
      es: 'Ha pasado un tiempo desde la última vez.',
    },
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
      reason: {
        it: 'Ogni acquisto vale punti.',
        en: 'Every purchase earns points.',
        de: 'Jeder Einkauf bringt Punkte.',
        fr: 'Chaque achat rapporte des points.',
        es: 'Cada compra suma puntos.',
      },
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
        de: 'Sie haben Interesse gezeigt, und jeder Einkauf bringt Punkte.',
        fr: 'Vous avez montré de l’intérêt, et chaque achat rapporte des points.',
        es: 'Has mostrado interés, y cada compra suma puntos.',
      },
    },
  ];
}
