import { describe, expect, it } from 'vitest';
import { conditionHolds } from '../../../edge/journey/condition.ts';
import { traitsOf } from '../../../edge/journey/traits.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { bought, DAY, MONDAY, page, person, SHOP } from './a-person.ts';

const traits = (...facts: Fact[]) => traitsOf(person(...facts), null, SHOP, MONDAY);

describe('where a person and the shop have met', () => {
  const facts = [
    page(MONDAY - 9 * DAY, 'home', {
      sessionId: 's1',
      arrival: 'social',
      page_location: 'https://shop.example/?utm_source=ig&utm_medium=social&utm_campaign=saldi',
    }),
    page(MONDAY - 5 * DAY, 'home', { sessionId: 's2', arrival: 'email' }),
    page(MONDAY - 2 * DAY, 'home', { sessionId: 's3', arrival: 'email' }),
    bought('o1', MONDAY - DAY, { sessionId: null, deviceId: null, purchaseChannel: 'pos' }),
    bought('o2', MONDAY - DAY, { sessionId: 's3' }),
  ];

  it('is told by channel, the most used first, and shops with it', () => {
    const { touchpoints } = traits(...facts);
    expect(touchpoints).toMatchObject({
      channels: ['email', 'social', 'pos'],
      count: 3,
      first: { channel: 'social', source: 'ig', campaign: 'saldi' },
    });
    expect(
      conditionHolds({ 'touchpoints.channels': { $all: ['pos', 'email'] }, 'touchpoints.first.channel': 'social' }, { touchpoints }),
    ).toBe(true);
  });

  it('is nothing of somebody nobody has met', () => {
    expect(traits().touchpoints).toEqual({ channels: [], count: 0, first: { channel: null, source: null, medium: null, campaign: null } });
  });
});
