import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { serialize } from 'hono/utils/cookie';
import type { VisitRequest } from '../../shared/schemas/visit.ts';
import type { AppEnv } from './context.ts';
import { isKeyOf, visitorKeyOf } from './visitor-key.ts';

/**
 * 13 months, the longest that the CNIL's guidelines let an audience-measurement cookie live. It is not set again while it lives: a visit does not make it
 * live longer.
 */
const MAX_AGE_SECONDS = 395 * 24 * 3_600;

/** One a site, so that two of one shop stay apart; what it holds is the visitor's id and key. */
const nameOf = (siteId: string): string => `tappa_${siteId}`;

/**
 * Whether the page and the edge are one site to the browser (one registrable domain), which it says by a header that no page can set. Browsers before
 * 2023 may not say it: there, only the very same host counts.
 */
export function isFirstParty(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  return site === null ? origin !== null && URL.parse(origin)?.host === new URL(request.url).host : /^same-(origin|site)$/.test(site);
}

/**
 * Who a visit is of, where the page does not know any more: browsers empty what scripts have kept (Safari after seven days) and leave a cookie of the
 * server's alone. A page that shows the key of its id is believed before the cookie; without consent to analytics the cookie is not looked at.
 */
export async function withVisitorOfCookie(c: Context<AppEnv>, request: VisitRequest): Promise<VisitRequest> {
  const kept = request.consent.analytics === 'granted' ? cookieOf(c) : undefined;
  if (kept === undefined) return request;
  const { receiptKey } = c.get('site').head;
  if (request.visitor && (await isKeyOf(request.visitor.id, request.visitor.key, receiptKey))) return request;
  const [, id = '', key = ''] = /^(.{1,64})\.([\w-]{1,64})$/.exec(kept) ?? [];
  return (await isKeyOf(id, key, receiptKey)) ? { ...request, visitor: { id, key } } : request;
}

/**
 * Has a first party's browser keep who the visitor is, or forget it where analytics are refused.
 * @param visitor as the answer names them: with the key only where the request has shown that it is their device
 */
export async function keepVisitorInCookie(
  c: Context<AppEnv>,
  { consent }: VisitRequest,
  visitorId: string | null,
  isOwnId: boolean,
): Promise<void> {
  const kept = cookieOf(c);
  if (consent.analytics === 'denied' && kept !== undefined) forgetVisitorCookie(c);
  if (consent.analytics !== 'granted' || visitorId === null || !isOwnId || !isFirstParty(c.req.raw)) return;
  const { id, receiptKey } = c.get('site').head;
  const key = await visitorKeyOf(visitorId, receiptKey);
  if (key !== null && kept !== `${visitorId}.${key}`) setCookie(c, id, `${visitorId}.${key}`, MAX_AGE_SECONDS);
}

/** @param path of the cookie, where it is not the folder of the request's own address */
export function forgetVisitorCookie(c: Context<AppEnv>, path?: string): void {
  if (cookieOf(c) !== undefined) setCookie(c, c.get('site').head.id, '', 0, path);
}

function cookieOf(c: Context<AppEnv>): string | undefined {
  return isFirstParty(c.req.raw) ? getCookie(c, nameOf(c.get('site').head.id)) : undefined;
}

/**
 * Without a path it is of the folder of the request's address as the browser knows it (`…/v1/sites/SITE`), wherever in the shop the edge is mounted: no
 * other request of the shop carries it.
 */
function setCookie(c: Context<AppEnv>, siteId: string, value: string, maxAge: number, path?: string): void {
  const cookie = serialize(nameOf(siteId), value, {
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge,
    ...(path === undefined ? {} : { path }),
  });
  c.header('set-cookie', cookie, { append: true });
}
