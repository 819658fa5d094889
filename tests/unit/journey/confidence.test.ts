import { describe, expect, it } from 'vitest';
import type { JourneyBasis } from '../../../edge/journey/basis.ts';
import { GIVEN_UP, INTEREST, RETURNED } from '../../../edge/journey/confidence.ts';
import { defaultStages } from '../../../edge/journey/default-journey.ts';
import { journeyState } from '../../../edge/journey/journey-state.ts';
import { traitsOf } from '../../../edge/journey/traits.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { hasJourneyData, measureConfidence } from '../../bench/journey-confidence.ts';
import { act, bought, DAY, lamp, MINUTE, MONDAY, page, person, SHOP } from './a-person.ts';

const BASIS: JourneyBasis = { ...SHOP, stages: defaultStages() };
const stateAt = (nowMs: number, facts: Fact[], basis = BASIS) => journeyState(person(...facts), null, null, basis, 'it', nowMs);
const chanceInYear = (nowMs: number, facts: Fact[]): number => traitsOf(person(...facts), null, SHOP, nowMs).lifetime!.chanceToBuy365Days;

describe('how sure a stage is', () => {
  it('is, of who is kept, the chance that they buy within a year; of who is lost, that they do not', () => {
    const facts = [bought('o1', MONDAY), bought('o2', MONDAY + 30 * DAY)];
    const [soon, late] = [MONDAY + 40 * DAY, MONDAY + 600 * DAY];
    expect(stateAt(soon, facts)).toMatchObject({ stage: 'retention', confidence: Math.round(100 * chanceInYear(soon, facts)) / 100 });
    expect(stateAt(late, facts)).toMatchObject({ stage: 'recovery', confidence: Math.round(100 * (1 - chanceInYear(late, facts))) / 100 });
  });

  it('goes down with silence in retention, and up in recovery', () => {
    const facts = [bought('o1', MONDAY)];
    const sureAfter = (days: number): number => stateAt(MONDAY + days * DAY, facts).confidence;
    expect(sureAfter(40)).toBeGreaterThan(sureAfter(70));
    expect(sureAfter(100)).toBeLessThan(sureAfter(700));
  });

  it('is high of a purchase made, a fact that few take back', () => {
    expect(stateAt(MONDAY, [bought('o1', MONDAY)])).toMatchObject({ stage: 'loyalty', confidence: 0.98 });
  });

  it('grows with the signs of an interest', () => {
    const looks = (count: number) => Array.from({ length: count }, (_, i) => act('view_item', MONDAY + i * MINUTE, { items: [lamp] }));
    expect(stateAt(MONDAY + DAY, looks(2)).confidence).toBeLessThan(stateAt(MONDAY + DAY, looks(9)).confidence);
  });

  it('is even of somebody of whom nothing is known, and little more after a page', () => {
    expect(stateAt(MONDAY, []).confidence).toBe(0.5);
    expect(stateAt(MONDAY, [page(MONDAY, 'home')]).confidence).toBeLessThan(0.6);
  });

  it('says of a cart given up how rarely its owner comes back to buy', () => {
    const facts = [act('add_to_cart', MONDAY, { items: [lamp] })];
    expect(stateAt(MONDAY + 40 * DAY, facts)).toMatchObject({ stage: 'recovery', confidence: GIVEN_UP });
  });

  it('understands stages that a site defines itself', () => {
    const own: JourneyBasis = {
      ...SHOP,
      stages: [
        { id: 'fading', name: {}, when: { 'purchases.count': { $gte: 1 }, 'lifetime.pAlive': { $lt: 0.3 } } },
        { id: 'valued', name: {}, when: { 'lifetime.value90Days': { $gt: 1 } } },
        { id: 'rest', name: {}, when: {} },
      ],
    };
    const facts = [bought('o1', MONDAY), bought('o2', MONDAY + 30 * DAY)];
    const [soon, late] = [MONDAY + 31 * DAY, MONDAY + 900 * DAY];
    expect(stateAt(soon, facts, own)).toMatchObject({ stage: 'valued', confidence: Math.round(100 * chanceInYear(soon, facts)) / 100 });
    expect(stateAt(late, facts, own)).toMatchObject({
      stage: 'fading',
      confidence: Math.round(100 * (1 - chanceInYear(late, facts))) / 100,
    });
  });
});

describe.skipIf(!hasJourneyData())('published purchases and clicks (skipped without ../shared/data)', () => {
  it('give the numbers that confidence rests on, and bear them out on people that were not fitted', async () => {
    const { constants, stages } = await measureConfidence();
    expect(constants.returned).toBeCloseTo(RETURNED, 3);
    expect(constants.givenUp).toBeCloseTo(GIVEN_UP, 2);
    expect(constants.interest.alpha).toBeCloseTo(INTEREST.alpha, 1);
    expect(constants.interest.beta).toBeCloseTo(INTEREST.beta, 1);
    for (const { name, reliability } of stages) expect(reliability.calibrationError, name).toBeLessThan(0.1);
  });
});
