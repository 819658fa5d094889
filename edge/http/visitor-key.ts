import { ID_PATTERN, isRandomId } from '../../shared/ids.ts';
import { problem } from './problem.ts';
import { sameSecret } from './same-secret.ts';
import { base64Url, hmac } from './sign.ts';

/** 128 bits of the HMAC: RFC 2104 §5 asks for half of it at the least. */
const KEY_BYTES = 16;

/**
 * What proves, with its id, that a request for a visitor's own data comes from the visitor's device. Nothing of it is stored: it follows from the
 * id and the site's secret, and ends when that is changed. The prefix keeps it apart from receipts, which the same secret signs.
 * @returns null for an id that gets none: whoever names an id first is given its key, so no id that others could guess has one
 */
export async function visitorKeyOf(id: string, secret: string): Promise<string | null> {
  if (!isRandomId(id)) return null;
  return base64Url((await hmac(`visitor:${id}`, secret)).subarray(0, KEY_BYTES));
}

/** Whether a key is the one of this id. A wrong one is as good as none. */
export async function isKeyOf(id: string, key: string | undefined, secret: string): Promise<boolean> {
  const expected = key === undefined ? null : await visitorKeyOf(id, secret);
  return expected !== null && (await sameSecret(key!, expected));
}

/**
 * The visitor that `Authorization: Bearer ID.KEY` speaks for.
 * @throws 401, the same whether the id is known, unknown or of another site
 */
export async function visitorIdOf(authorization: string | undefined, secret: string): Promise<string> {
  const [, id = '', key = ''] = /^Bearer +(\S{1,64})\.([\w-]{1,64})$/i.exec(authorization ?? '') ?? [];
  if (ID_PATTERN.test(id) && (await isKeyOf(id, key, secret))) return id;
  throw problem(401, {
    detail: 'Send the visitor’s id and key, as the journey answer gave them, as "Authorization: Bearer ID.KEY".',
    headers: { 'www-authenticate': 'Bearer realm="tappa"' },
  });
}
