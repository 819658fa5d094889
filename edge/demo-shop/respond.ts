import { getCookie } from 'hono/cookie';
import { CONSENT_COOKIE, parseConsent } from './consent.ts';
import type { Lang } from './data/types.ts';
import { layout } from './pages/layout.ts';
import type { Page, View } from './pages/view.ts';
import { identityToken, readCart, type ShopContext, signedInMember } from './session.ts';

/** What is known of who asks, from the request and its cookies. */
export async function viewOf(c: ShopContext, lang: Lang): Promise<View> {
  const member = await signedInMember(c);
  return {
    lang,
    origin: new URL(c.req.url).origin,
    cart: readCart(c),
    member,
    consent: parseConsent(getCookie(c, CONSENT_COOKIE)),
    identityToken: member ? await identityToken(c, member, Date.now()) : null,
    demo: { place: getCookie(c, 'tappa_demo_place') ?? '', at: getCookie(c, 'tappa_demo_at') ?? '' },
  };
}

/** The same for someone of whom nothing is read: for pages that say that reading failed. */
export function strangerView(c: ShopContext, lang: Lang): View {
  return {
    lang,
    origin: new URL(c.req.url).origin,
    cart: [],
    member: null,
    consent: null,
    identityToken: null,
    demo: { place: '', at: '' },
  };
}

/** A page as an answer. It is one person's, and no cache keeps it. */
export async function respond(c: ShopContext, view: View, page: Page): Promise<Response> {
  c.header('cache-control', 'private, no-store');
  c.header('referrer-policy', 'strict-origin-when-cross-origin');
  c.header('x-content-type-options', 'nosniff');
  c.header('x-frame-options', 'SAMEORIGIN');
  return c.html(await layout(view, page), page.status ?? 200);
}
