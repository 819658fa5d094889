import type { Context } from 'hono';
import { deleteCookie, getCookie, getSignedCookie, setCookie, setSignedCookie } from 'hono/cookie';
import { SignJWT } from 'jose';
import type { Env } from '../platform/env.ts';
import { CART_COOKIE, CART_MAX_AGE_SECONDS, type CartLine, formatCart, parseCart } from './cart.ts';
import { type Member, memberById } from './data/members.ts';
import { SHOP_ROOT } from './paths.ts';

export type ShopContext = Context<{ Bindings: Env }>;

const SESSION_COOKIE = 'olmaria_session';
/** How long a sign-in lasts on a device. */
const SESSION_MAX_AGE_SECONDS = 7 * 86_400;

/** The identity token is made anew for every page: it need not outlive one visit to it. */
const IDENTITY_TTL_SECONDS = 15 * 60;

/** Kept to the shop's own pages and out of reach of scripts; needed for what the shopper asked for, so set without asking. */
const OWN = { path: SHOP_ROOT, httpOnly: true, sameSite: 'Lax' } as const;

/** The shop cannot keep or sign anything without its key. */
export class ShopNotConfigured extends Error {}

/** HS256 key of the shop's server. In a deployed Worker there is neither the shop nor the key. */
export function shopSecret(c: ShopContext): string {
  const secret = c.env?.DEMO_SHOP_SECRET;
  if (!secret) throw new ShopNotConfigured('DEMO_SHOP_SECRET is not set: the demo shop cannot sign its cookies.');
  return secret;
}

export function readCart(c: ShopContext): CartLine[] {
  return parseCart(getCookie(c, CART_COOKIE));
}

export function writeCart(c: ShopContext, lines: readonly CartLine[]): void {
  if (lines.length) setCookie(c, CART_COOKIE, formatCart(lines), { ...OWN, maxAge: CART_MAX_AGE_SECONDS });
  else deleteCookie(c, CART_COOKIE, OWN);
}

/** Who is signed in, or null; a cookie that was tampered with signs nobody in. */
export async function signedInMember(c: ShopContext): Promise<Member | null> {
  if (!getCookie(c, SESSION_COOKIE)) return null;
  const customerId = await getSignedCookie(c, shopSecret(c), SESSION_COOKIE);
  return customerId ? memberById(customerId) : null;
}

export async function signIn(c: ShopContext, member: Member): Promise<void> {
  await setSignedCookie(c, SESSION_COOKIE, member.customerId, shopSecret(c), { ...OWN, maxAge: SESSION_MAX_AGE_SECONDS });
}

export function signOut(c: ShopContext): void {
  deleteCookie(c, SESSION_COOKIE, OWN);
}

/** The token the page hands to `tappa('identify', …)`: who is signed in, said by the shop's server, for a quarter of an hour. */
export async function identityToken(c: ShopContext, member: Member, nowMs: number): Promise<string> {
  const nowSeconds = Math.floor(nowMs / 1_000);
  return new SignJWT({ user_id: member.customerId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + IDENTITY_TTL_SECONDS)
    .sign(new TextEncoder().encode(shopSecret(c)));
}

/** Reads something the shop's server wrote down on the device and signed; null where it is missing, forged or not JSON. */
export async function readSigned<T>(c: ShopContext, cookie: string): Promise<T | null> {
  if (!getCookie(c, cookie)) return null;
  const text = await getSignedCookie(c, shopSecret(c), cookie);
  if (!text) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

export async function writeSigned(c: ShopContext, cookie: string, value: unknown, maxAgeSeconds: number): Promise<void> {
  await setSignedCookie(c, cookie, JSON.stringify(value), shopSecret(c), { ...OWN, maxAge: maxAgeSeconds });
}

export function forget(c: ShopContext, cookie: string): void {
  deleteCookie(c, cookie, OWN);
}
