import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { EventSchema } from '../../../shared/schemas/event.ts';

const messages = (at: string) => v.safeParse(EventSchema, { id: 'e1', type: 'page_view', at }).issues?.map(({ message }) => message) ?? [];

describe('the moment of an event', () => {
  it.each(['2026-11-24T10:00:00.000Z', '2026-11-24T10:00:00+01:00', '2028-02-29T23:59:59Z', '2026-11-24'])('may be %s', (at) => {
    expect(messages(at)).toEqual([]);
  });

  it.each(['2026-02-30T10:00:00Z', '2027-02-29T10:00:00Z', '2026-11-31', '2026-13-01', '2026-11-24T25:00:00Z', '1', 'Nov 24 2026', ''])(
    'is not %s, which no calendar has or no standard writes so',
    (at) => {
      expect(messages(at)).toEqual(['is not an ISO 8601 date']);
    },
  );
});

describe('money of an event', () => {
  it.each([1e300, -1e300, 2_000_000_000])('of %s is cut to what sums can hold', (amount) => {
    const told = { id: 'e1', type: 'cart', at: '2026-11-24', value: amount, shipping: amount, items: [{ item_id: 'a', price: amount }] };
    const { value, shipping, items } = v.parse(EventSchema, told);
    expect([value, shipping, items?.[0]?.price]).toEqual(Array.from({ length: 3 }, () => Math.sign(amount) * 1_000_000_000));
  });
});
