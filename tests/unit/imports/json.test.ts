import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRows } from '../../support/rows.ts';

const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/x-ndjson';

describe('a JSON document', () => {
  it('may be an array, an object with items, or one object', async () => {
    for (const text of [
      '[{"id":"a"},{"id":"b"}]',
      '{"next":null,"items":[{"id":"a"},{"id":"b"}],"more":{"items":[1]}}',
      ' \n[ {"id":"a"} , {"id":"b"} ]\n',
    ]) {
      expect((await allRows(JSON_TYPE, text)).map((row) => row.fields.id)).toEqual(['a', 'b']);
    }
    expect(await allRows(JSON_TYPE, '{"id":"a","tags":["x"],"nested":{"items":[1]}}')).toEqual([
      { row: 1, fields: { id: 'a', tags: ['x'], nested: { items: [1] } } },
    ]);
    expect(await allRows(JSON_TYPE, '[]')).toEqual([]);
    expect(await allRows(JSON_TYPE, '{"items":[]}')).toEqual([]);
  });

  it('refuses elements that are not objects one by one', async () => {
    const rows = await allRows(JSON_TYPE, '[1,"two",null,[3],{"id":"a"},true]');
    expect(rows.map((row) => row.error ?? 'read')).toEqual([...Array(4).fill('is not a JSON object'), 'read', 'is not a JSON object']);
  });

  it.each([
    ['', 'empty'],
    ['hello', 'neither'],
    ['[{"id":1},', 'ends in the middle'],
    ['[{"id":1}', 'ends in the middle'],
    ['[{"id":1},]', 'unexpected'],
    ['[,{"id":1}]', 'unexpected'],
    ['[{"id":1} {"id":2}]', 'unexpected'],
    ['[{"id":1}] trailing', 'unexpected'],
    ['[{"id":1},{"id":}]', 'Row 2'],
    ['[{"id":1},{"id":[}]]', 'Row 2'],
    ['{"items":[{"id":1}],}', 'not JSON around'],
    ['{"items":[{"id":1}] "x"}', 'not JSON around'],
  ])('%j is refused as a whole', async (text, words) => {
    await expect(allRows(JSON_TYPE, text)).rejects.toThrow(words);
  });

  it('refuses an element over a megabyte and keeps the others', async () => {
    const rows = await allRows(JSON_TYPE, `[{"id":"a"},{"id":"${'x'.repeat(1_100_000)}"},{"id":"c"}]`);
    expect(rows.map((row) => row.error?.slice(0, 14) ?? row.fields.id)).toEqual(['a', 'is longer than', 'c']);
  });

  it('survives deep nesting and brackets inside text', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const rows = await allRows(JSON_TYPE, `[{"a":"]}[{\\"\\\\"},{"deep":${deep}}]`, 7);
    expect(rows[0]?.fields).toEqual({ a: ']}[{"\\' });
    expect(rows).toHaveLength(2);
  });

  it('gives back any list of objects, wherever the chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (list, chunk, wrapped) => {
          const objects = JSON.parse(JSON.stringify(list)) as unknown[];
          const text = wrapped ? JSON.stringify({ items: objects }, null, 1) : JSON.stringify(objects);
          expect((await allRows(JSON_TYPE, text, chunk)).map((row) => row.fields)).toEqual(objects);
        },
      ),
    );
  });
});

describe('newline-delimited JSON', () => {
  it('counts lines, blank ones too, and refuses the bad ones alone', async () => {
    const rows = await allRows(LINES_TYPE, '{"id":"a"}\n\nnot json\r\n[1]\n{"id":"b"}', 3);
    expect(rows.map((row) => [row.row, row.error ?? row.fields.id])).toEqual([
      [1, 'a'],
      [3, expect.stringContaining('is not JSON')],
      [4, 'is not a JSON object'],
      [5, 'b'],
    ]);
  });

  it('does not repeat the content of a broken line', async () => {
    const [row] = await allRows(LINES_TYPE, '{"email":"mario.rossi@example.it"');
    expect(row?.error).not.toContain('mario');
  });

  it('refuses a line over a megabyte and goes on', async () => {
    const rows = await allRows(LINES_TYPE, `{"id":"a"}\n{"id":"${'x'.repeat(2_000_000)}"}\n{"id":"c"}\n`);
    expect(rows.map((row) => row.error?.slice(0, 14) ?? row.fields.id)).toEqual(['a', 'is longer than', 'c']);
  });

  it('refuses a line that is not UTF-8', async () => {
    const bytes = new Uint8Array(Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}\n{"id":"b"}')]));
    expect((await allRows(LINES_TYPE, bytes)).map((row) => row.error ?? row.fields.id)).toEqual(['has characters that are not UTF-8', 'b']);
  });
});

describe('a media type', () => {
  it('that is not accepted is refused, naming those that are', async () => {
    await expect(allRows('application/pdf', 'x')).rejects.toThrow(/application\/xml, .*application\/json/);
    await expect(allRows('text/csv; charset=klingon', 'a,b\n')).rejects.toThrow(/klingon/);
  });
});
