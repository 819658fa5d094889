import { afterEach, describe, expect, it } from 'vitest';
import { toText } from '../../../widget/text.ts';

const PROTOTYPES = [Object, Array, String, Number].map(({ prototype }) => prototype as object);
const body = { slots: ['picks', 'news'], url: 'https://shop.example/?q="', price: 12.5, none: [], at: undefined };
const plain = '{"slots":["picks","news"],"url":"https://shop.example/?q=\\"","price":12.5,"none":[]}';

/** What Prototype.js 1.6 does: each writes itself as JSON, which is then written as a text. */
function extend(): void {
  Object.assign(Array.prototype, {
    toJSON(this: unknown[]) {
      return `[${this.map((each) => JSON.stringify(each)).join(', ')}]`;
    },
  });
  Object.assign(String.prototype, {
    toJSON(this: string) {
      return `"${this}"`;
    },
  });
  Object.assign(Number.prototype, {
    toJSON(this: number) {
      return this.toString();
    },
  });
}
const added = () => PROTOTYPES.map((prototype) => Object.getOwnPropertyDescriptor(prototype, 'toJSON'));

afterEach(() => {
  for (const prototype of PROTOTYPES) Reflect.deleteProperty(prototype, 'toJSON');
});

describe('what is written for the edge and the device', () => {
  it('is plain JSON', () => expect(toText(body)).toBe(plain));

  it('is the same on a page whose arrays, texts and numbers write themselves, and leaves the page as it was', () => {
    extend();
    const before = added();
    const spoiled = JSON.stringify(body);
    expect(toText(body)).toBe(plain);
    expect([added(), JSON.stringify(body)]).toEqual([before, spoiled]);
    expect(spoiled).not.toBe(plain);
  });

  it('is the same where every object does, and none gets a method it did not have', () => {
    Object.defineProperty(Object.prototype, 'toJSON', { value: () => 'mine', configurable: true });
    const before = added();
    expect(toText(body)).toBe(plain);
    expect(added()).toEqual(before);
    expect(before.filter(Boolean)).toHaveLength(1);
  });

  it('leaves the page as it was where it cannot be written', () => {
    extend();
    const before = added();
    const round: { self?: unknown } = {};
    round.self = round;
    expect(() => toText(round)).toThrow(TypeError);
    expect(added()).toEqual(before);
  });
});
