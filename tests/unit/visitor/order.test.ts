import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultStages } from '../../../edge/journey/default-journey.ts';
import { journeyState } from '../../../edge/journey/journey-state.ts';
import { stageHistory } from '../../../edge/journey/stage-history.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { consentOf, type FirstTouch } from '../../../edge/visitor/profile.ts';
import { profileOf, profilesOf } from '../../../edge/visitor/reduce.ts';
import { DAY, MONDAY, SHOP } from '../journey/a-person.ts';

const options = { currency: 'EUR' };
const basis = { ...SHOP, stages: defaultStages() };
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };
const vase = { item_id: 'vase', price: 24, quantity: 2 };

/** A page seen by somebody who came by an address, on a device. */
const page = (id: string, day: number, deviceId: string, address: string, arrival?: string): Fact => ({
  id,
  type: 'page_view',
  atMs: MONDAY + day * DAY,
  sessionId: `${deviceId}-${day}`,
  deviceId,
  page_location: `https://shop.example/${address}`,
  ...(arrival === undefined ? {} : { arrival }),
});
const touch = (...facts: Fact[]): FirstTouch | null => profileOf(facts, options).firstTouch;

describe('how a person first came', () => {
  const phone = page('p', 0, 'phone', '?utm_source=Newsletter&utm_medium=email&utm_campaign=Autunno%202026#top', 'email');
  const laptop = page('l', 3, 'laptop', '?utm_source=google&utm_medium=cpc', 'paid-search');

  it('is told by the first page on whichever device, also where that is heard of last', () => {
    const expected = { atMs: MONDAY, channel: 'email', source: 'newsletter', medium: 'email', campaign: 'autunno 2026' };
    expect(touch(phone, laptop)).toEqual(expected);
    expect(touch(laptop, phone, laptop)).toEqual(expected);
    expect(touch(laptop)).toMatchObject({ channel: 'paid-search', source: 'google', campaign: null });
  });

  it('is empty where the first page told nothing, whatever came later, and unknown where no page was seen', () => {
    const nothing = { atMs: MONDAY - DAY, channel: null, source: null, medium: null, campaign: null };
    expect(touch(page('d', -1, 'tv', ''), phone)).toEqual(nothing);
    expect(touch(page('e', -1, 'tv', '?utm_source=&utm_medium=%20&utm_campaign=%E0%A4%A'), phone)).toMatchObject({
      source: null,
      medium: null,
    });
    expect(touch({ ...phone, type: 'purchase', purchaseChannel: 'pos', sessionId: null, deviceId: null })).toBeNull();
    expect(touch()).toBeNull();
  });

  it('keeps no more of a tag than 60 characters', () => {
    expect(touch(page('x', 0, 'phone', `?utm_campaign=${'x'.repeat(500)}`))?.campaign).toHaveLength(60);
  });
});

describe('facts of several names, made one', () => {
  const states = fc.constantFrom<'granted' | 'denied' | 'pending'>('granted', 'denied', 'pending');
  const some = fc.record({
    type: fc.constantFrom<Fact['type']>(
      'page_view',
      'view_item',
      'cart',
      'add_to_cart',
      'purchase',
      'refund',
      'impression',
      'dismiss',
      'consent',
    ),
    day: fc.double({ min: 0, max: 60, noNaN: true }),
    deviceId: fc.constantFrom('phone', 'laptop', 'tablet'),
    items: fc.constantFrom<NonNullable<Fact['items']>>([lamp], [], [lamp, vase]),
    transaction_id: fc.constantFrom('o1', 'o2'),
    rule: fc.constantFrom('r1', 'r2'),
    consent: fc.record({ analytics: states, personalization: states }),
    arrival: fc.constantFrom('email', 'direct'),
  });
  const people = fc.array(some, { minLength: 1, maxLength: 40 }).map((list) =>
    list.map(
      ({ day, ...rest }, index): Fact => ({
        ...rest,
        id: `f${index}`,
        atMs: Math.round(MONDAY + day * DAY),
        sessionId: `${rest.deviceId}-${Math.floor(day)}`,
      }),
    ),
  );
  const stageOf = (facts: Fact[]) => {
    const atMs = MONDAY + 61 * DAY;
    const history = stageHistory(profilesOf(facts, options), basis, null, atMs);
    return { history, state: journeyState(profileOf(facts, options), null, history.at(-1) ?? null, basis, 'it-IT', atMs) };
  };

  it('give one profile and one stage, in any order and however often each is told', () => {
    const told = people.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(told, ([list, shuffled, doubled]) => {
        expect(profileOf(doubled, options)).toEqual(profileOf(list, options));
        expect(stageOf(shuffled)).toEqual(stageOf(list));
      }),
      { numRuns: 300 },
    );
  });

  it('have the first touch of the earliest, the exposures of all, and the consent of the strictest device', () => {
    fc.assert(
      fc.property(people, (list) => {
        const parts = ['phone', 'laptop', 'tablet'].map((deviceId) =>
          profileOf(
            list.filter((fact) => fact.deviceId === deviceId),
            options,
          ),
        );
        const whole = profileOf(list, options);
        const firsts = parts.flatMap(({ firstTouch }) => firstTouch?.atMs ?? []);
        expect(whole.firstTouch?.atMs).toBe(firsts.length > 0 ? Math.min(...firsts) : undefined);
        for (const rule of ['r1', 'r2']) {
          const sum = parts.reduce((total, { exposures }) => total + (exposures[rule]?.impressions ?? 0), 0);
          expect(whole.exposures[rule]?.impressions ?? 0).toBe(sum);
        }
        const said = parts.map(consentOf).filter((each) => each !== null);
        const isDenied = said.some(({ analytics }) => analytics === 'denied');
        expect(consentOf(whole)?.analytics === 'denied').toBe(isDenied);
      }),
      { numRuns: 500 },
    );
  });
});
