import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../edge/recommendations/bytes.ts';
import { CorruptIndex, decodeIndex, encodeIndex } from '../../../edge/recommendations/codec.ts';
import { buildIndex } from '../../../edge/recommendations/session-index.ts';
import { anySessions, learn, NOW_MS, visits } from './shop.ts';

const shop = () => learn(visits('lamp bulb', 'lamp shade bulb', 'càmera ☕', 'chair lamp'), visits('lamp bulb'));

describe('keeping an index as bytes', () => {
  it('gives back every index it was given', () => {
    fc.assert(
      fc.property(anySessions, anySessions, fc.integer({ min: 1, max: 5 }), (sessions, baskets, sessionsPerItem) => {
        const index = buildIndex({ sessions, baskets, nowMs: NOW_MS, limits: { sessionsPerItem } });
        expect(decodeIndex(encodeIndex(index))).toEqual(index);
      }),
    );
  });

  it('writes the same index as the same bytes', () => {
    expect(encodeIndex(shop())).toEqual(encodeIndex(shop()));
  });

  it('reads an index that lies inside a larger buffer', () => {
    const bytes = encodeIndex(shop());
    const larger = new Uint8Array(bytes.length + 10);
    larger.set(bytes, 7);
    expect(decodeIndex(larger.subarray(7, 7 + bytes.length))).toEqual(shop());
  });

  it('refuses bytes with any one of them changed', () => {
    const bytes = encodeIndex(shop());
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at] = damaged[at]! ^ change;
        expect(() => decodeIndex(damaged)).toThrow(CorruptIndex);
      }),
    );
  });

  it('refuses an index cut short or with something added', () => {
    const bytes = encodeIndex(shop());
    for (let length = 0; length < bytes.length; length++) expect(() => decodeIndex(bytes.subarray(0, length))).toThrow(CorruptIndex);
    expect(() => decodeIndex(Uint8Array.of(...bytes, 0))).toThrow(CorruptIndex);
  });

  it('refuses bytes of any other kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => decodeIndex(bytes)).toThrow(CorruptIndex);
      }),
    );
  });

  it('refuses contents that make no sense though the checksum is right', () => {
    const header = encodeIndex(shop()).subarray(0, 4);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.nat(255)), { maxLength: 60 }), (contents) => {
        const body = Uint8Array.of(...header, ...contents);
        const bytes = new Uint8Array(body.length + 4);
        bytes.set(body);
        new DataView(bytes.buffer).setUint32(body.length, crc32(body), true);
        try {
          decodeIndex(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptIndex);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says that an index of another layout has to be built anew', () => {
    const bytes = encodeIndex(shop());
    bytes[3] = 99;
    expect(() => decodeIndex(bytes)).toThrow('layout 99');
  });
});
