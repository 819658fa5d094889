import { ID_PATTERN } from '../../shared/ids.ts';
import { problem } from './problem.ts';
import { sameSecret } from './same-secret.ts';
import { base64Url, hmac } from './sign.ts';

/** 128 bits of the HMAC: RFC 2104 §5 asks for half of it at the least. */
const KEY_BYTES = 16;

/**
 * UUIDs made of chance (versions 4 and 7). Whoever names an id first is given its key, so an id that others could guess, such as one of an
 * import that counts upwards, gets none.
 */
const RANDOM_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * What proves, with its id, that a request for a visitor's own data comes from the visitor's device. Nothing of it is stored: it follows from the
 * id and the site's secret, and ends when that is changed. The prefix keeps it apart from receipts, which the same secret signs.
 * @returns null for an id that gets no key
 */
export async function visitorKeyOf(id: string, secret: string): Promise<string | null> {
  if (!RANDOM_ID.test(id)) return null;
  return base64Url((await hmac(`visitor:${id}`, secret)).subarray(0, KEY_BYTES));
}

/**
 * The visitor that `Authorization: Bearer ID.KEY` speaks for.
 * @throws 401, the same whether the id is known, unknown or of another site
 */
export async function visitorIdOf(authorization: string | undefined, secret: string): Promise<string> {
  const [, id = '', key = ''] = /^Bearer +(\S{1,64})\.([\w-]{1,64})$/i.exec(authorization ?? '') ?? [];
  const expected = ID_PATTERN.test(id) ? await visitorKeyOf(id, secret) : null;
  if (expected !== null && (await sameSecret(key, expected))) return id;
  throw problem(401, {
    detail: 'Send the visitor’s id and key, as the journey answer gave them, as "Authorization: Bearer ID.KEY".',
    headers: { 'www-authenticate': 'Bearer realm="tappa"' },
  });
}
