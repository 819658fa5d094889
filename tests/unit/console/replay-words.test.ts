import { describe, expect, it } from 'vitest';
import type { ReplayResult } from '../../../edge/console/app/api-types.ts';
import { messageWords } from '../../../edge/console/app/words/message-words.ts';
import { replayWords } from '../../../edge/console/app/words/replay-words.ts';

const RESULT: ReplayResult = {
  visits: 1_240,
  changed: { visits: 310 },
  restaged: { people: 12 },
  blastRadius: { visits: 0.25, people: 0.015, limit: 0.2, exceeded: [{ figure: 'visits', share: 0.25 }] },
  rules: [
    { rule: 'welcome', before: 300, after: 20, gained: 10, lost: 290, altered: 0 },
    { rule: 'picks', before: 80, after: 80, gained: 0, lost: 0, altered: 80 },
    { rule: 'still', before: 50, after: 50, gained: 0, lost: 0, altered: 0 },
  ],
  conflicts: {
    caps: [{ rule: 'welcome', before: 0, after: 40 }],
    priority: [
      { rule: 'welcome', takenBy: 'picks', before: 0, after: 250 },
      { rule: 'still', takenBy: 'picks', before: 9, after: 9 },
    ],
  },
};
const nameOf = (id: string) => ({ welcome: 'Benvenuto', picks: 'Scelti per te' })[id] ?? id;

describe('what a replay found, in words', () => {
  it('says how many visits would see something else, rule by rule, and what gets in the way', () => {
    const { figures, rules, conflicts, exceeded } = replayWords(RESULT, 7, nameOf, 'it');
    expect(figures).toEqual([
      'Visite provate, degli ultimi 7 giorni: 1.240.',
      'Vedrebbero qualcos’altro: 310 (25%).',
      'Persone che cambierebbero fase: 12 (1,5%).',
    ]);
    expect(rules).toEqual([
      'Benvenuto: 300 visite ora, 20 con la bozza (10 in più, 290 in meno).',
      'Scelti per te: 80 visite ora, 80 con la bozza; con altre parole o in un altro posto: 80.',
    ]);
    expect(conflicts).toEqual([
      '«Benvenuto» lascia il posto a «Scelti per te»: 0 visite ora, 250 con la bozza.',
      '«Benvenuto» tace per i limiti di frequenza: 0 visite ora, 40 con la bozza.',
    ]);
    expect(exceeded).toBe('La bozza cambia più di quanto questo sito ammette: il 25%, contro il 20%.');
  });

  it('says the same in English', () => {
    const { figures, exceeded, limits } = replayWords(RESULT, 7, nameOf, 'en');
    expect(figures[1]).toBe('Would be shown something else: 310 (25%).');
    expect(exceeded).toBe('The draft changes more than this site allows: 25%, against 20%.');
    expect(limits).toContain('what people really saw');
  });

  it('says so where there is nothing to try it on, where it is little, and where nothing changes', () => {
    const still = { ...RESULT, changed: { visits: 0 }, restaged: { people: 0 }, rules: [], conflicts: { caps: [], priority: [] } };
    const within = { ...RESULT.blastRadius, exceeded: [] };
    const told = (visits: number) => replayWords({ ...still, visits, blastRadius: within }, 7, nameOf, 'it').figures;
    expect(told(0)).toEqual(['Non ci sono ancora visite registrate su cui provare la bozza.']);
    expect(told(12)[1]).toBe('Visite registrate: solo 12, troppo poche per un giudizio.');
    expect(told(500)[1]).toBe('Per nessuna visita cambierebbe qualcosa.');
    expect(replayWords({ ...still, blastRadius: within }, 7, nameOf, 'it').exceeded).toBeNull();
  });

  it('tells the rules that change most, and how many more there are', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...RESULT.rules[0]!, rule: `r${index}` }));
    const { rules } = replayWords({ ...RESULT, rules: many }, 7, nameOf, 'it');
    expect(rules).toHaveLength(7);
    expect(rules.at(-1)).toBe('Altre regole che cambiano: 3.');
  });

  it('has the refusal of the server in Italian too', () => {
    const refused = '25.0 % of the visits would be shown something else, on 200 stored visits; the site allows 20.0 %';
    expect(messageWords(refused, 'it')).toBe('il 25.0 % di 200 visite vedrebbe altro; il sito ammette il 20.0 %');
  });
});
