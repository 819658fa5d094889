import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import { admin, answerOf, importAll, ndjson, newSite } from './admin-api.ts';

const SITE = 'catalog-test';
const product = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  title: `Prodotto ${id}`,
  link: `https://shop.example/${id}`,
  price: '10.00 EUR',
  availability: 'in_stock',
  ...more,
});
const published = async (site = SITE) => (await loadPublishedSite(env, site, Date.now()))!.catalog;
const list = async (query: string, site = SITE) =>
  (await answerOf(await admin('GET', `/sites/${site}/catalog?${query}`))).items.map((item: { id: string }) => item.id);

beforeAll(async () => {
  await newSite(SITE);
  await importAll(SITE, 'catalog', [
    product('lampada', {
      title: 'Lampada Caffè',
      titles: { it: 'Lampada Caffè', en: 'Coffee lamp' },
      brand: 'Lume',
      product_type: 'Casa > Luci',
      description: 'Calda',
    }),
    product('vaso', { title: 'Vaso alto' }),
    product('sedia', { title: 'Sedia', brand: 'Lume' }),
  ]);
});

describe('a catalog', () => {
  it('is live when the import answers, in the shape blocks need', async () => {
    const catalog = await published();
    expect(catalog.products).toHaveLength(3);
    expect(catalog.byId.get('lampada')).toMatchObject({
      price: { minor: 1000, currency: 'EUR' },
      categories: ['Casa', 'Luci'],
      titles: { en: 'Coffee lamp' },
    });
    expect(catalog.byId.get('lampada')).not.toHaveProperty('description');
  });

  it('is read back in the names it came in', async () => {
    expect(await answerOf(await admin('GET', `/sites/${SITE}/catalog/lampada`))).toMatchObject({
      id: 'lampada',
      price: '10.00 EUR',
      availability: 'in_stock',
      product_type: 'Casa > Luci',
      description: 'Calda',
      titles: { en: 'Coffee lamp' },
    });
    expect((await admin('GET', `/sites/${SITE}/catalog/nessuno`)).status).toBe(404);
  });

  it('is searched by words of title, language, brand and category, without accents or case', async () => {
    expect(await list('query=CAFFE')).toEqual(['lampada']);
    expect(await list('query=coffee+lume')).toEqual(['lampada']);
    expect(await list('query=lume')).toEqual(['lampada', 'sedia']);
    expect(await list(`query=${encodeURIComponent("' OR 1=1 --%_")}`)).toEqual([]);
  });

  it('is listed page by page, whatever its ids', async () => {
    const ids = ['a/b', 'é', '日本', "o'clock", 'z:1'];
    await newSite('catalog-pages');
    await importAll(
      'catalog-pages',
      'catalog',
      ids.map((id) => product(id)),
    );
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await answerOf(await admin('GET', `/sites/catalog-pages/catalog?limit=2&cursor=${next}`));
      seen.push(...page.items.map((item: { id: string }) => item.id));
      next = page.next;
    }
    expect(seen.sort()).toEqual([...ids].sort());
    expect((await answerOf(await admin('GET', `/sites/catalog-pages/catalog/${encodeURIComponent('a/b')}`))).id).toBe('a/b');
    expect((await admin('GET', '/sites/catalog-pages/catalog?cursor=%%%')).status).toBe(422);
    expect((await admin('GET', '/sites/catalog-pages/catalog?limit=0')).status).toBe(422);
  });

  it('imported again changes nothing, not even its revision', async () => {
    const rows = [product('vaso', { title: 'Vaso alto' })];
    const first = await importAll(SITE, 'catalog', rows);
    expect((await importAll(SITE, 'catalog', rows)).revision).toBe(first.revision);
    expect((await published()).products).toHaveLength(3);
  });

  it('takes good rows and names bad ones by row, field and reason', async () => {
    await newSite('catalog-bad-rows');
    const rows = [product('good'), { ...product('no-price'), price: 'ten' }, '{broken', product('also-good', { colour_of_soul: 'blue' })];
    const body = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
    const report = await answerOf(await admin('POST', '/sites/catalog-bad-rows/catalog', body, ndjson));
    expect(report).toMatchObject({ accepted: 2, rejected: 2, errorsOmitted: 0 });
    expect(report.errors.map((error: { row: number; field: string }) => [error.row, error.field])).toEqual([
      [2, 'price'],
      [3, ''],
    ]);
    expect(report.warnings).toContainEqual({ row: 4, field: 'colour_of_soul', message: expect.any(String) });
    expect((await published('catalog-bad-rows')).products.map(({ id }) => id)).toEqual(['also-good', 'good']);
  });

  it('lists the first thousand errors and counts the rest', async () => {
    const body = Array.from({ length: 1_200 }, (_, i) => JSON.stringify({ ...product(`x${i}`), price: 'ten' })).join('\n');
    const report = await answerOf(await admin('POST', `/sites/${SITE}/catalog`, body, ndjson));
    expect(report).toMatchObject({ accepted: 0, rejected: 1_200, errorsOmitted: 200 });
    expect(report.errors).toHaveLength(1_000);
  });

  it('of a file that breaks off changes nothing, and says where', async () => {
    const item = (id: number) =>
      `<item><g:id>${id}</g:id><g:title>T</g:title><g:link>https://shop.example/</g:link><g:price>1.00 EUR</g:price></item>`;
    const xml = `<rss xmlns:g="http://base.google.com/ns/1.0"><channel>${Array.from({ length: 700 }, (_, i) => item(i)).join('')}<item><g:id>`;
    const refused = await admin('POST', `/sites/${SITE}/catalog`, xml, 'application/xml');
    expect(refused.status).toBe(400);
    expect((await answerOf(refused)).detail).toContain('row 701');
    expect((await published()).products).toHaveLength(3);
    expect((await answerOf(await admin('GET', `/sites/${SITE}`))).counts.products).toBe(3);
  });

  it('of another media type is refused with the ones that are not', async () => {
    const refused = await admin('POST', `/sites/${SITE}/catalog`, 'x', 'application/pdf');
    expect(refused.status).toBe(415);
    expect((await answerOf(refused)).detail).toContain('application/x-ndjson');
    expect((await admin('POST', `/sites/${SITE}/stores`, '<a/>', 'application/xml')).status).toBe(415);
    expect((await admin('POST', '/sites/nowhere/catalog', [product('a')])).status).toBe(404);
    expect((await admin('POST', `/sites/${SITE}/catalog?mode=maybe`, [product('a')])).status).toBe(422);
  });

  it('larger than 100 MB is refused while it streams, without being held', async () => {
    const line = new TextEncoder().encode(`${' '.repeat(1024 * 1024 - 1)}\n`);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => (sent++ < 105 ? controller.enqueue(line) : controller.close()) });
    expect((await admin('POST', `/sites/${SITE}/catalog`, body, ndjson)).status).toBe(413);
    expect((await published()).products).toHaveLength(3);
  });

  it('imported in full loses what the file does not name, but nothing to a bad row', async () => {
    await newSite('catalog-full');
    await importAll(
      'catalog-full',
      'catalog',
      ['a', 'b', 'c', 'd'].map((id) => product(id)),
    );
    const full = (rows: unknown[]) => admin('POST', '/sites/catalog-full/catalog?mode=full', rows);
    expect(await answerOf(await full([product('a'), product('e'), { ...product('b'), price: 'ten' }]))).toMatchObject({
      accepted: 2,
      rejected: 1,
    });
    expect(await list('', 'catalog-full')).toEqual(['a', 'b', 'e']);
    const nameless = await answerOf(await full([product('a'), { title: 'whose row is this' }]));
    expect(nameless.warnings.at(-1).message).toContain('nothing was removed');
    expect(await list('', 'catalog-full')).toEqual(['a', 'b', 'e']);
    expect((await full([])).status).toBe(422);
    expect((await published('catalog-full')).products.map(({ id }) => id)).toEqual(['a', 'b', 'e']);
  });

  it('is mended product by product', async () => {
    const at = `/sites/${SITE}/catalog/sedia`;
    expect(await answerOf(await admin('PATCH', at, { price: '25.50 EUR', brand: null, availability: 'out_of_stock' }))).toMatchObject({
      price: '25.50 EUR',
      availability: 'out_of_stock',
    });
    expect(await answerOf(await admin('GET', at))).not.toHaveProperty('brand');
    const refused = await answerOf(await admin('PATCH', at, { price: 'cheap', prcie: '1.00 EUR', id: 'tavolo' }));
    expect(refused.status).toBe(422);
    expect(refused.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual(['/id', '/prcie', '/price']);
    expect((await admin('PATCH', `/sites/${SITE}/catalog/nessuno`, { brand: 'x' })).status).toBe(404);
    expect((await admin('DELETE', at)).status).toBe(204);
    expect((await admin('DELETE', at)).status).toBe(404);
    await expect.poll(async () => (await published()).byId.has('sedia')).toBe(false);
  });

  it('of ten thousand products and more is live in one request', async () => {
    await newSite('catalog-large');
    let at = 0;
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const rows = Array.from({ length: 250 }, () =>
          JSON.stringify(product(`p${at++}`, { description: 'luce '.repeat(100), brand: 'Lume', product_type: 'Casa > Luci > Tavolo' })),
        );
        controller.enqueue(encoder.encode(`${rows.join('\n')}\n`));
        if (at >= 10_000) controller.close();
      },
    });
    expect(await answerOf(await admin('POST', '/sites/catalog-large/catalog', body, ndjson))).toMatchObject({
      accepted: 10_000,
      rejected: 0,
    });
    expect((await published('catalog-large')).products).toHaveLength(10_000);
    expect(await list('query=p9999+lume', 'catalog-large')).toEqual(['p9999']);
  });
});
