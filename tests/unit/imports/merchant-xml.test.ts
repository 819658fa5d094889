import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRows } from '../../support/rows.ts';

const TYPE = 'application/xml';
const FEED = new URL('../../../../shared/data/feeds/solarmarket-merchant-feed.xml', import.meta.url);
const rss = (items: string, declaration = 'xmlns:g="http://base.google.com/ns/1.0"') =>
  `<?xml version="1.0"?><rss version="2.0" ${declaration}><channel><title>Shop</title><link>https://shop.example</link>${items}</channel></rss>`;
const fieldsOf = async (xml: string, chunk?: number) => (await allRows(TYPE, xml, chunk)).map((row) => row.fields);

describe('a Merchant Center feed', () => {
  it('is read from RSS, cut anywhere, with entities and CDATA', async () => {
    const xml = rss('<item><g:id>A</g:id><title>Caff&#232; &amp; tè</title><description><![CDATA[<b>x</b> & y]]></description></item>');
    for (const chunk of [1, 7, 65_536])
      expect(await fieldsOf(xml, chunk)).toEqual([{ id: 'A', title: 'Caffè & tè', description: '<b>x</b> & y' }]);
  });

  it('goes by the namespace, not by the prefix, and forgives an undeclared g:', async () => {
    expect(await fieldsOf(rss('<item><goog:id>A</goog:id><id>other</id></item>', 'xmlns:goog="http://base.google.com/ns/1.0"'))).toEqual([
      { id: 'A' },
    ]);
    expect(await fieldsOf(rss('<item><g:id>A</g:id><id>other</id></item>', ''))).toEqual([{ id: 'A' }]);
  });

  it('is read from Atom, where addresses are attributes', async () => {
    const xml = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>
      <entry><id>tag:shop,1</id><g:id>A</g:id><title>Lamp</title><link rel="self" href="https://x/self"/><link href="https://x/a"/></entry></feed>`;
    expect(await fieldsOf(xml)).toEqual([{ id: 'A', title: 'Lamp', link: 'https://x/a' }]);
  });

  it('gives repeated fields as lists and nested ones as objects', async () => {
    const xml =
      rss(`<item><g:id>A</g:id><g:additional_image_link>1</g:additional_image_link><g:additional_image_link>2</g:additional_image_link>
      <g:shipping><g:country>IT</g:country><g:price>5 EUR</g:price></g:shipping><g:shipping><g:country>CH</g:country></g:shipping></item>`);
    expect(await fieldsOf(xml)).toEqual([
      { id: 'A', additional_image_link: ['1', '2'], shipping: [{ country: 'IT', price: '5 EUR' }, { country: 'CH' }] },
    ]);
  });

  it('is refused as a whole when it breaks, naming the row and the line it reached', async () => {
    const items = Array.from(
      { length: 800 },
      (_, i) => `<item><g:id>${i}</g:id><g:title>${i === 499 ? 'broken <b>' : 'x'}</g:title></item>\n`,
    ).join('');
    await expect(allRows(TYPE, rss(items))).rejects.toMatchObject({
      name: 'Error',
      row: 500,
      message: expect.stringMatching(/line 500.*row 500/s),
    });
    await expect(allRows(TYPE, rss('<item><g:id>A</g:id></item>').replace('</rss>', ''))).rejects.toThrow(/not well-formed/);
  });

  it('does not expand entities of its own, so that none can blow up', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
      <rss><channel><item><id>&lol2;</id></item></channel></rss>`;
    await expect(allRows(TYPE, bomb)).rejects.toThrow(/entities of its own/);
    await expect(allRows(TYPE, rss('<item><g:id>&file;</g:id></item>'))).rejects.toThrow(/not well-formed/);
  });

  it('refuses what is no feed', async () => {
    await expect(allRows(TYPE, '<html><body><p>Not found</p></body></html>')).rejects.toThrow(/<html>/);
    await expect(allRows(TYPE, 'plain text')).rejects.toThrow(/not well-formed/);
    await expect(allRows(TYPE, '')).rejects.toThrow();
    expect(await allRows(TYPE, rss(''))).toEqual([]);
  });

  it('refuses hostile sizes: a text without end, nesting without end', async () => {
    await expect(allRows(TYPE, rss(`<item><g:id>${'x'.repeat(3_000_000)}</g:id></item>`))).rejects.toThrow(/in one piece/);
    await expect(allRows(TYPE, rss(`<item>${'<a>'.repeat(1_000)}`))).rejects.toThrow(/nests/);
  });

  it('honours the encoding it declares', async () => {
    const bytes = new Uint8Array(
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><id>Caffè</id></item></channel></rss>', 'latin1'),
    );
    expect((await allRows(TYPE, bytes, 10_000))[0]?.fields).toEqual({ id: 'Caffè' });
  });

  it('refuses the item whose bytes are no text, and no other', async () => {
    const bytes = Buffer.from(rss('<item><g:id>A?</g:id></item><item><g:id>B</g:id></item>'));
    bytes[bytes.indexOf('A?') + 1] = 0xff;
    const rows = await allRows(TYPE, new Uint8Array(bytes));
    expect(rows.map((row) => row.error ?? row.fields.id)).toEqual([expect.stringContaining('"id"'), 'B']);
  });
});

describe.skipIf(!existsSync(FEED))('a live feed (needs ../shared/data)', () => {
  it('is read to its last item', async () => {
    const rows = await allRows(TYPE, new Uint8Array(readFileSync(FEED)), 4_096);
    expect(rows).toHaveLength(785);
    expect(rows.every((row) => row.error === undefined && typeof row.fields.price === 'string')).toBe(true);
  });
});
