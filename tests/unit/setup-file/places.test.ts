import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesIn } from '../../../edge/setup-file/places.ts';

describe('where something stands in a file', () => {
  const text = '{\n  "rules": [\n    { "id": "a\\"]", "è": [1, {"x/y": null}] },\n    {}\n  ],\n  "": true\n}\n';
  const place = placesIn(text);

  it('is the line and column of its name, or of the value where it has none', () => {
    expect(place('')).toEqual({ line: 1, column: 1 });
    expect(place('/rules')).toEqual({ line: 2, column: 3 });
    expect(place('/rules/0')).toEqual({ line: 3, column: 5 });
    expect(place('/rules/0/id')).toEqual({ line: 3, column: 7 });
    expect(place('/rules/0/è/1')).toEqual({ line: 3, column: 30 });
    expect(place('/rules/0/è/1/x~1y')).toEqual({ line: 3, column: 31 });
    expect(place('/rules/1')).toEqual({ line: 4, column: 5 });
  });

  it('is for what is missing the place where it should stand', () => {
    expect(place('/rules/1/reason/en')).toEqual(place('/rules/1'));
    expect(place('/rules/7')).toEqual(place('/rules'));
    expect(place('/nothing/at/all')).toEqual({ line: 1, column: 1 });
  });

  it('is found for every value of any JSON', () => {
    const pointersOf = (value: unknown, at: string): string[] =>
      typeof value === 'object' && value !== null
        ? [
            at,
            ...Object.entries(value).flatMap(([name, inner]) =>
              pointersOf(inner, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
            ),
          ]
        : [at];
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const written = JSON.stringify(value, null, 2);
        const find = placesIn(written);
        const lines = written.split('\n');
        for (const pointer of pointersOf(JSON.parse(written), '')) {
          const { line, column } = find(pointer);
          const name = pointer
            .slice(pointer.lastIndexOf('/') + 1)
            .replaceAll('~1', '/')
            .replaceAll('~0', '~');
          const there = lines[line - 1]!.slice(column - 1);
          expect(pointer === '' || /^\d+$/.test(name) || there.startsWith(JSON.stringify(name))).toBe(true);
        }
      }),
    );
  });
});
