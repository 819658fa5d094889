import { type Context, Hono } from 'hono';
import type { AppEnv } from '../http/context.ts';
import { IDENTITY_HEADER, verifiedCustomerId } from '../http/identity.ts';
import { problem } from '../http/problem.ts';
import { forgetVisitorCookie } from '../http/visitor-cookie.ts';
import { visitorIdOf } from '../http/visitor-key.ts';
import { type Asker, eraseOwnData, exportOwnData } from '../visits/own-data.ts';

const NOT_KEPT = { 'cache-control': 'no-store' };

/** A visitor's own data, under `/v1/sites/{site}`: to have it, and to have it erased. By the key that the journey answer gave the device. */
export function visitorsMeRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/visitors/me', async (c) => {
      const asker = await askerOf(c);
      const data = await exportOwnData(c.env, c.get('site').head, asker, c.req.query('locale'), Date.now());
      if (!data) throw problem(404, { detail: 'Nothing is kept of this visitor.', headers: NOT_KEPT });
      return c.json(data, 200, NOT_KEPT);
    })
    .delete('/visitors/me', async (c) => {
      await eraseOwnData(c.env, c.get('site').head, await askerOf(c), Date.now());
      forgetVisitorCookie(c, c.req.path.replace(/\/visitors\/me$/, ''));
      return c.body(null, 204, NOT_KEPT);
    })
    .delete('/cookie', (c) => {
      forgetVisitorCookie(c);
      return c.body(null, 204, NOT_KEPT);
    });
}

/** @throws 401 a wrong key, or an identity token that does not hold */
async function askerOf(c: Context<AppEnv>): Promise<Asker> {
  const { receiptKey, identitySecrets } = c.get('site').head;
  const deviceId = await visitorIdOf(c.req.header('authorization'), receiptKey);
  const token = c.req.header(IDENTITY_HEADER);
  return { deviceId, customerId: token === undefined ? null : await verifiedCustomerId(token, identitySecrets) };
}
