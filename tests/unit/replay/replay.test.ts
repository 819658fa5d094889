import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../edge/replay/report.ts';
import { act, bought, DAY, MINUTE, MONDAY, page, person } from '../journey/a-person.ts';
import { replayed, rule, visit } from './stored-visits.ts';

const report = (...asked: Parameters<typeof replayed>) => reportOf(replayed(...asked).tally, null);
const ofRule = (id: string, { rules }: ReturnType<typeof report>) => rules.find((each) => each.rule === id);

describe('a draft on stored visits', () => {
  it('that says the same in another order of rules changes nothing', () => {
    const [one, two] = [rule('one'), rule('two', { slots: ['b'] })];
    const same = report([visit(), visit({ personId: null })], { rules: [one, two] }, { rules: [two, one] });
    expect(same).toMatchObject({ visits: 2, people: 1, changed: { visits: 0, people: 0 }, restaged: { visits: 0, people: 0 } });
    expect(Object.values(same.examples).flat()).toEqual([]);
    expect(ofRule('one', same)).toMatchObject({ before: 2, after: 2, gained: 0, lost: 0, altered: 0 });
  });

  it('shows who gains and who loses, rule by rule, slot by slot, stage by stage', () => {
    const visits = [visit({ personId: 'anna' }), visit({ personId: 'anna' }), visit({ personId: 'bruno', slots: ['b'] })];
    const changed = report(visits, { rules: [rule('old')] }, { rules: [rule('fresh', { slots: ['b', 'a'] })] });
    expect(changed).toMatchObject({ visits: 3, people: 2, changed: { visits: 3, people: 2 } });
    expect(ofRule('old', changed)).toMatchObject({ before: 2, after: 0, gained: 0, lost: 2, people: { before: 1, after: 0 } });
    expect(ofRule('fresh', changed)).toMatchObject({ before: 0, after: 3, gained: 3, lost: 0, people: { before: 0, after: 2 } });
    expect(ofRule('fresh', changed)?.stages).toEqual([{ stage: 'acquisition', before: 0, after: 3, gained: 3, lost: 0 }]);
    expect(ofRule('fresh', changed)?.variants).toEqual([{ variant: 'default', before: 0, after: 3 }]);
    expect(changed.slots).toEqual([
      { slot: 'a', before: 2, after: 0, gained: 0, lost: 2 },
      { slot: 'b', before: 0, after: 3, gained: 3, lost: 0 },
    ]);
    expect(changed.stages).toEqual([{ stage: 'acquisition', before: 3, after: 3, gained: 0, lost: 0, changed: 3 }]);
  });

  it('counts a word that is another as a change of who was shown it, and of nobody’s reach', () => {
    const otherWords = { kind: 'message', title: { it: 'Altro', en: 'Other' }, text: { it: 'Testo', en: 'Text' } };
    const reworded = report([visit()], { rules: [rule('one')] }, { rules: [rule('one', { what: otherWords })] });
    expect(reworded.changed.visits).toBe(1);
    expect(ofRule('one', reworded)).toMatchObject({ before: 1, after: 1, gained: 0, lost: 0, altered: 1 });
    expect(reworded.examples.reworded).toMatchObject([{ slots: [{ slot: 'a', before: { rule: 'one' }, after: { rule: 'one' } }] }]);
  });

  it('that draws stages elsewhere moves people, from where to where', () => {
    const stage = (id: string, when: Record<string, unknown>) => ({ id, name: { it: id }, when });
    const stages = [stage('buyers', { 'purchases.count': { $gte: 1 } }), stage('others', {})];
    const journey = { stages };
    const buyer = { facts: [bought('o1', MONDAY - DAY), page(MONDAY, 'home')], personId: 'anna' };
    const moved = report(
      [visit(buyer), visit(buyer), visit({ personId: 'bruno' })],
      { rules: [], more: { journey } },
      { rules: [], more: { journey: { stages: [stage('others', {})] } } },
    );
    expect(moved).toMatchObject({ restaged: { visits: 2, people: 1 }, changed: { visits: 0 } });
    expect(moved.moves).toEqual([{ from: 'buyers', to: 'others', visits: 2 }]);
    expect(moved.blastRadius).toMatchObject({ visits: 0, people: 0.5 });
    expect(moved.examples.restaged[0]).toMatchObject({ stage: { before: 'buyers', after: 'others' }, slots: [] });
  });

  it('tells which rules only the order keeps out, and who has their place', () => {
    const [first, second] = [rule('first'), rule('second')];
    const never = rule('never', { who: { 'purchases.count': { $gte: 9 } } });
    const off = rule('off', { enabled: false });
    const swapped = report([visit(), visit()], { rules: [first, second, never, off] }, { rules: [second, first, never, off] });
    expect(swapped.conflicts.priority).toEqual([
      { rule: 'first', takenBy: 'second', before: 0, after: 2 },
      { rule: 'second', takenBy: 'first', before: 2, after: 0 },
    ]);
    expect(ofRule('never', swapped)?.refused).toEqual([{ outcome: 'slot-taken', before: 2, after: 2 }]);
    expect(swapped.examples.replaced[0]?.slots).toEqual([
      {
        slot: 'a',
        before: { rule: 'first', variant: 'default', otherwise: 'slot-taken' },
        after: { rule: 'second', variant: 'default', otherwise: 'slot-taken' },
      },
    ]);
  });

  it('tells which rules a limit keeps out, by what people had really seen', () => {
    const seen = person(page(MONDAY - MINUTE, 'home'), act('impression', MONDAY - MINUTE, { rule: 'one', block: 'one.x' }));
    const limited = report(
      [visit({ profile: seen }), visit()],
      { rules: [rule('one')] },
      { rules: [rule('one', { often: { total: 1 } })] },
    );
    expect(limited.conflicts.caps).toEqual([{ rule: 'one', outcome: 'capped', before: 0, after: 1 }]);
    expect(ofRule('one', limited)).toMatchObject({ before: 2, after: 1, lost: 1 });
    expect(limited.examples.lost[0]?.slots[0]?.before).toMatchObject({ rule: 'one', otherwise: 'capped' });
    expect(limited.limits.join(' ')).toContain('what people really saw');
  });

  it('says of a rule that is gone that it is gone', () => {
    const gone = report([visit()], { rules: [rule('one')] }, { rules: [] });
    expect(gone.examples.lost[0]?.slots[0]).toMatchObject({ before: { rule: 'one', otherwise: 'absent' }, after: null });
  });

  it('names no person in its examples, nor what stands behind the question mark of an address', () => {
    const url = 'https://shop.example/carrello?email=anna@example.com#x';
    const { examples } = report([visit({ url, personId: 'anna', receipt: 'r-1' })], { rules: [] }, { rules: [rule('one')] });
    expect(examples.gained[0]).toMatchObject({ receipt: 'r-1', page: { type: 'home', path: '/carrello' } });
    expect(JSON.stringify(examples)).not.toContain('anna');
  });

  it('goes on past a visit that cannot be decided, and says on which side', () => {
    const ofOldFormat = (): never => {
      throw new TypeError('a record of another format');
    };
    const { tally, failures } = replayed(
      [{ receipt: 'r', inputOf: ofOldFormat }, visit()],
      { rules: [rule('one')] },
      { rules: [rule('one')] },
    );
    expect(tally).toMatchObject({ undecided: { before: 1, after: 0 }, all: { visits: 1 } });
    expect(failures).toHaveLength(1);
    expect(reportOf(tally, null).limits.join(' ')).toContain('1 visits cannot be decided any more');
    const unsound = { ...rule('one'), pages: null as never };
    const onlyTheDraft = replayed([visit(), visit()], { rules: [rule('one')] }, { rules: [unsound] });
    expect(onlyTheDraft.tally).toMatchObject({ undecided: { before: 0, after: 2 }, all: { visits: 0 } });
  });
});
