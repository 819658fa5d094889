import { errors, jwtVerify } from 'jose';
import type { VisitRequest } from '../../shared/schemas/visit.ts';
import { problem } from './problem.ts';
import { sameSecret } from './same-secret.ts';
import { hex, hmac } from './sign.ts';

/** Longest customer id a shop may use. */
const CUSTOMER_ID_MAX = 128;
/** Carries the token where a request has no body: the same JWT that a page hands to `identify`. */
export const IDENTITY_HEADER = 'tappa-identity';
/** Clocks of a shop's server and of the edge may differ by so much. */
const CLOCK_TOLERANCE_SECONDS = 30;

/**
 * The customer a token speaks for: HS256 JWT with `user_id` and `exp`, signed by the shop's server with one of the site's keys.
 * @param secrets live keys, newest first: more than one while a key is being changed
 * @throws 401 when the signature, the algorithm or the time does not hold, or a claim is missing
 */
export async function verifiedCustomerId(token: string, secrets: readonly string[]): Promise<string> {
  let why = 'it is not signed with a key of this site';
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        requiredClaims: ['exp', 'user_id'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      const userId = payload.user_id;
      if (isCustomerId(userId)) return userId;
      why = '"user_id" must be a text of 1 to 128 characters';
    } catch (error) {
      if (error instanceof errors.JWTExpired) why = 'it has expired';
      else if (error instanceof errors.JWTClaimValidationFailed) why = `the claim "${error.claim}" is missing or wrong`;
      else if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error;
    }
  }
  throw refusal(`The identity token was refused: ${why}.`);
}

/**
 * The customer that the identity of a visit speaks for, in either form: a token, or `user_id` with `user_hash`, hex HMAC-SHA256 of it.
 * @throws 401
 */
export async function verifiedIdentity(identity: NonNullable<VisitRequest['identity']>, secrets: readonly string[]): Promise<string> {
  if ('token' in identity) return await verifiedCustomerId(identity.token, secrets);
  const { user_id: userId, user_hash: userHash } = identity;
  for (const secret of isCustomerId(userId) ? secrets : []) {
    if (await sameSecret(userHash.toLowerCase(), hex(await hmac(userId, secret)))) return userId;
  }
  throw refusal('"user_hash" is not the HMAC-SHA256 of "user_id" by a key of this site.');
}

/** Half of a character has no place in the name of an object. */
function isCustomerId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= CUSTOMER_ID_MAX && !/\p{Surrogate}/u.test(value);
}

function refusal(why: string): Error {
  return problem(401, { title: 'The identity is not verified', detail: `${why} Nothing of the request was kept.` });
}
