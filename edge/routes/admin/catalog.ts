import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Product } from '../../../shared/schemas/product.ts';
import { parseProduct } from '../../catalog/parse-product.ts';
import { readProductRows } from '../../catalog/read-products.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { ALL_FORMATS } from '../../imports/read-rows.ts';
import { siteClient } from '../../site/client.ts';
import { forgetSite } from '../../site/snapshot.ts';
import { cursorText, outcomeOf, pageSize, siteOf, textCursor } from './answers.ts';
import { type ImportPlan, runImport } from './run-import.ts';
import { PRODUCT_FIELDS, productRow } from './shapes.ts';

const PATCH_BODY_MAX_BYTES = 64 * 1024;
const QUERY_MAX_CHARS = 200;

const plan: ImportPlan<'catalog'> = {
  kind: 'catalog',
  formats: ALL_FORMATS,
  rows: (contentType, body, origin) => readProductRows(contentType, body, { origin }),
  parse: parseProduct,
  keyFields: ['id', 'g:id', 'sku', 'item_id'],
};

/** Products: import, search, and single ones. */
export function catalogRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites/:site/catalog', async (c) => c.json(await runImport(c, plan)))
    .get('/sites/:site/catalog', async (c) => {
      const query = (c.req.query('query') ?? '').slice(0, QUERY_MAX_CHARS);
      const page = outcomeOf(c, await siteClient(c.env, siteOf(c)).listProducts(query, textCursor(c), pageSize(c)));
      return c.json({ items: page.items.map(productRow), next: cursorText(page.next) });
    })
    .get('/sites/:site/catalog/:productId', async (c) =>
      c.json(productRow(outcomeOf(c, await siteClient(c.env, siteOf(c)).readProduct(c.req.param('productId'))))),
    )
    .patch('/sites/:site/catalog/:productId', async (c) => {
      const patch = await parseJsonBody(c, v.record(v.string(), v.unknown()), PATCH_BODY_MAX_BYTES);
      const site = siteClient(c.env, siteOf(c));
      const product = await patched(c, c.req.param('productId'), patch);
      const written = outcomeOf(c, await site.writeProduct(product, c.get('actor')));
      forgetSite(siteOf(c));
      return c.json(productRow(written));
    })
    .delete('/sites/:site/catalog/:productId', async (c) => {
      outcomeOf(c, await siteClient(c.env, siteOf(c)).removeProduct(c.req.param('productId'), c.get('actor')));
      forgetSite(siteOf(c));
      return c.body(null, 204);
    });
}

/** The product with some fields replaced, and read again as an import reads it: null takes a field out. @throws 404, 422 */
async function patched(c: Context<AppEnv>, productId: string, patch: Record<string, unknown>): Promise<Product> {
  const site = siteClient(c.env, siteOf(c));
  const settings = outcomeOf(c, await site.readSettings());
  const known = productRow(outcomeOf(c, await site.readProduct(productId)));
  const unknown = Object.keys(patch).filter((field) => !PRODUCT_FIELDS.has(field));
  const errors = unknown.map((field) => ({ pointer: `/${field}`, message: 'is not a field of a product' }));
  if ('id' in patch && patch.id !== productId)
    errors.push({ pointer: '/id', message: 'cannot be changed: import the product under its new id' });
  const result = parseProduct({ row: 1, fields: { ...known, ...patch } }, settings, Date.now());
  if (!result.ok) errors.push(...result.errors.map(({ field, message }) => ({ pointer: `/${field.replaceAll('.', '/')}`, message })));
  if (!result.ok || errors.length > 0) throw problem(422, { detail: 'The product is as it was.', errors });
  return result.value;
}
