import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './context.ts';
import { problem } from './problem.ts';
import { sameSecret } from './same-secret.ts';

/** Lets through who carries the admin token as `Authorization: Bearer …`. @throws 401 */
export const adminAuth: MiddlewareHandler<AppEnv> = async (c, next) => {
  const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const expected = c.env.TAPPA_ADMIN_TOKEN;
  if (!expected || !given || !(await sameSecret(given, expected))) {
    throw problem(401, {
      detail: given ? 'This token is not known.' : 'Send the admin token as "Authorization: Bearer TOKEN".',
      headers: { 'www-authenticate': 'Bearer realm="tappa"' },
    });
  }
  c.set('actor', 'admin');
  await next();
};
