import { describe, expect, it } from 'vitest';
import { parseProduct } from '../../edge/catalog/parse-product.ts';
import { readProductRows } from '../../edge/catalog/read-products.ts';
import { allRows, bodyOf } from '../support/rows.ts';

describe('in the runtime of the edge, an import', () => {
  it('of a spreadsheet saved by Excel keeps its accents', async () => {
    const bytes = Uint8Array.from([...'id;title\n1;Caff'].map((char) => char.charCodeAt(0)).concat(0xe8, 0x20, 0x80, 0x0a));
    expect((await allRows('text/csv', bytes, 4))[0]?.fields).toEqual({ id: '1', title: 'Caffè €' });
  });

  it('of a feed in an older encoding is read or refused in words, never garbled', async () => {
    const xml = '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><id>Caff\u00e8</id></item></channel></rss>';
    const bytes = Uint8Array.from([...xml].map((char) => char.charCodeAt(0)));
    expect((await allRows('application/xml', bytes))[0]?.fields).toEqual({ id: 'Caffè' });
  });

  it('of five thousand products keeps no more in memory than a row', async () => {
    const item = (i: number) =>
      `<item><g:id>${i}</g:id><g:title>Prodotto ${i}</g:title><g:link>https://shop.example/${i}</g:link><g:price>1.00 EUR</g:price><g:description>${'luce '.repeat(100)}</g:description></item>`;
    let i = -1;
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        i++;
        if (i === 0) controller.enqueue(encoder.encode('<rss xmlns:g="http://base.google.com/ns/1.0"><channel>'));
        else if (i <= 5_000) controller.enqueue(encoder.encode(item(i)));
        else {
          controller.enqueue(encoder.encode('</channel></rss>'));
          controller.close();
        }
      },
    });
    let accepted = 0;
    for await (const raw of readProductRows('application/xml', body)) {
      if (parseProduct(raw, { currency: 'EUR', timeZone: 'Europe/Rome' }, 0).ok) accepted++;
    }
    expect(accepted).toBe(5_000);
  });

  it('that is malformed says where', async () => {
    await expect(async () => {
      for await (const _ of readProductRows('application/json', bodyOf('[{"id":"a"},{"id":]')));
    }).rejects.toThrow(/Row 2/);
  });
});
