import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../../edge/imports/read-rows.ts';
import { allRows } from '../../support/rows.ts';

const fieldsOf = async (text: string | Uint8Array, type = 'text/csv', chunk?: number) =>
  (await allRows(type, text, chunk)).map((row) => row.fields);

describe('a CSV file', () => {
  it('is read by its header, with empty cells left out', async () => {
    expect(await fieldsOf('id,title,brand\n1,Lamp,\n2,"Chair, red",Kartell\n')).toEqual([
      { id: '1', title: 'Lamp' },
      { id: '2', title: 'Chair, red', brand: 'Kartell' },
    ]);
  });

  it('may start with a byte order mark, use CRLF, hold line breaks and doubled quotes, and end without a line break', async () => {
    expect(await fieldsOf('\uFEFFid,title\r\n1,"two\nlines"\r\n\r\n2,"19"" monitor"')).toEqual([
      { id: '1', title: 'two\nlines' },
      { id: '2', title: '19" monitor' },
    ]);
  });

  it('may have a quote inside an unquoted cell', async () => {
    expect(await fieldsOf('id,title\n1,17" tv\n')).toEqual([{ id: '1', title: '17" tv' }]);
  });

  it('is understood with semicolons, as Excel writes it in Italy, also when its first line says so', async () => {
    expect(await fieldsOf('id;prezzo\n1;"12,50"\n')).toEqual([{ id: '1', prezzo: '12,50' }]);
    expect(await fieldsOf('sep=;\r\nid;a,b\r\n1;2\r\n')).toEqual([{ id: '1', 'a,b': '2' }]);
  });

  it('is understood in the encodings that Excel writes', async () => {
    const latin = Uint8Array.from([...'id;title\n1;Caff'].map((char) => char.charCodeAt(0)).concat(0xe8, 0x0a));
    expect(await fieldsOf(latin)).toEqual([{ id: '1', title: 'Caffè' }]);
    const wide = new Uint8Array(Buffer.from('\uFEFFid\ttitle\n1\tCaffè\n', 'utf16le'));
    expect(await fieldsOf(wide, 'text/tab-separated-values', 1)).toEqual([{ id: '1', title: 'Caffè' }]);
  });

  it('refuses the row where UTF-8 breaks, and no other', async () => {
    const bytes = new Uint8Array(
      Buffer.concat([Buffer.from('id,title\n1,Caffè\n2,Caff'), Buffer.from([0xe8, 0x0a]), Buffer.from('3,Tè\n')]),
    );
    const rows = await allRows('text/csv', bytes);
    expect(rows.map((row) => row.error ?? row.fields.title)).toEqual(['Caffè', expect.stringContaining('save the file as UTF-8'), 'Tè']);
  });

  it('refuses ragged rows one by one, saying how wide they are', async () => {
    const rows = await allRows('text/csv', 'a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n');
    expect(rows.map((row) => row.error)).toEqual([
      undefined,
      'has 2 columns where the header has 3',
      'has 4 columns where the header has 3',
      undefined,
    ]);
    expect(rows.map((row) => row.row)).toEqual([1, 2, 3, 4]);
  });

  it('refuses a row with text after a closing quote, and goes on', async () => {
    const rows = await allRows('text/csv', 'a,b\n"x"y,2\n3,4\n');
    expect(rows[0]?.error).toMatch(/after a closing quote/);
    expect(rows[1]?.fields).toEqual({ a: '3', b: '4' });
  });

  it('is refused as a whole where a quote never closes, naming row and line', async () => {
    await expect(allRows('text/csv', 'a,b\n1,2\n"3,4\n5,6\n')).rejects.toMatchObject({
      row: 2,
      message: expect.stringContaining('line 3'),
    });
    await expect(allRows('text/csv', `a,b\n1,2\n"${'x\n'.repeat(600_000)}`)).rejects.toMatchObject({ row: 2 });
  });

  it('refuses a row longer than a megabyte and reads the next', async () => {
    const rows = await allRows('text/csv', `a,b\n${'x'.repeat(1_200_000)},1\n2,3\n`);
    expect(rows[0]?.error).toMatch(/longer than/);
    expect(rows[1]?.fields).toEqual({ a: '2', b: '3' });
  });

  it('is refused without a header', async () => {
    await expect(allRows('text/csv', '')).rejects.toThrow(/no header/);
    await expect(allRows('text/csv', ',,\n1,2,3\n')).rejects.toThrow(/names no column/);
  });

  it('keeps a column that occurs twice as a list, and a column called like an object property as a field', async () => {
    expect(await fieldsOf('id,image,image\n1,a,b\n')).toEqual([{ id: '1', image: ['a', 'b'] }]);
    const [row] = await allRows('text/csv', '__proto__,id\nx,1\n');
    expect(Object.keys(row!.fields)).toEqual(['__proto__', 'id']);
  });

  it('is read no faster than its rows are taken', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new TextEncoder().encode(pulled === 1 ? 'a,b\n' : '1,2\n'.repeat(100)));
      },
    });
    let taken = 0;
    for await (const _ of readRows('text/csv', body)) if (++taken === 150) break;
    expect(pulled).toBeLessThan(8);
  });
});

describe('whatever stands in cells', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'è', '€', '"', ',', ';', '\n', '\r\n', ' ', '🛒', 'x'), maxLength: 12 });
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 });
  const quoted = (rows: string[][]) => rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\r\n');

  it('comes back as it was written, wherever the chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, chunk) => {
        const read = await fieldsOf(`"a","b","c"\r\n${quoted(rows)}`, 'text/csv', chunk);
        const expected = rows.map((row) =>
          Object.fromEntries(['a', 'b', 'c'].map((name, i) => [name, row[i]!.trim()]).filter(([, text]) => text !== '')),
        );
        expect(read).toEqual(expected);
      }),
    );
  });

  it('is split as an established parser splits it', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = `a,b,c\n${quoted(rows)}\n`;
        const theirs = parse(text, { columns: true, trim: false, record_delimiter: ['\r\n', '\n'] }) as Record<string, string>[];
        const ours = await fieldsOf(text);
        expect(ours).toEqual(
          theirs.map((row) =>
            Object.fromEntries(
              Object.entries(row)
                .map(([name, value]) => [name, value.trim()])
                .filter(([, value]) => value !== ''),
            ),
          ),
        );
      }),
      { numRuns: 50 },
    );
  });
});
