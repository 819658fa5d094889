import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, isEstimate, meet, mergedPeople, nobody, type People, personHash } from '../../../edge/replay/people.ts';

const KEEP = 16;

function crowd(names: readonly string[], keep = KEEP): People {
  const people = nobody(keep);
  for (const name of names) meet(people, personHash(name, 'salt'));
  return people;
}

const names = fc.array(
  fc.integer({ min: 0, max: 60 }).map((n) => `person-${n}`),
  { maxLength: 80 },
);

describe('people that were met', () => {
  it('count once, however often they come, exactly while they are few', () => {
    expect(countOf(crowd([]))).toBe(0);
    expect(countOf(crowd(['anna', 'bruno', 'anna', 'anna']))).toBe(2);
    expect(isEstimate(crowd(['anna']))).toBe(false);
  });

  it('are not found again by who has not the salt they were counted with', () => {
    expect(personHash('anna', 'one')).not.toBe(personHash('anna', 'another'));
    expect(personHash('anna', 'one')).toBe(personHash('anna', 'one'));
  });

  it('of two crowds are those of both together, in whatever order, and whoever is in both is one', () => {
    fc.assert(
      fc.property(names, names, names, (a, b, c) => {
        const [one, two, three] = [crowd(a), crowd(b), crowd(c)];
        expect(mergedPeople(one, two)).toEqual(crowd([...a, ...b]));
        expect(mergedPeople(one, two)).toEqual(mergedPeople(two, one));
        expect(mergedPeople(mergedPeople(one, two), three)).toEqual(mergedPeople(one, mergedPeople(two, three)));
        expect(mergedPeople(one, one)).toEqual(one);
      }),
    );
  });

  it('are estimated where they are many: names that count upwards too, within four standard errors', () => {
    for (const count of [5_000, 100_000]) {
      const people = crowd(
        Array.from({ length: count }, (_, n) => `device-${n}`),
        1_024,
      );
      expect(isEstimate(people)).toBe(true);
      expect(people.hashes).toHaveLength(1_024);
      expect(Math.abs(countOf(people) / count - 1)).toBeLessThan(4 / Math.sqrt(1_022));
    }
  });
});
