import { env, exports } from 'cloudflare:workers';
import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';

const shop = (path: string, init: RequestInit = {}) =>
  exports.default.fetch(new Request(`http://localhost:8787${path}`, { redirect: 'manual', ...init }));
const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) });

describe('the demo shop inside the Worker', () => {
  it('answers at /shop, with and without the slash', async () => {
    for (const path of ['/shop', '/shop/', '/shop/en/']) {
      const response = await shop(path);
      expect(response.status, path).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).toContain('data-site="demo"');
    }
  });

  it('draws its pictures for whoever shows them', async () => {
    const response = await shop('/shop/img/OL-1011.svg');
    expect(response.headers.get('content-type')).toContain('image/svg+xml');
    expect(response.headers.get('cache-control')).toContain('max-age');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.text()).toMatch(/^<svg/);
    expect((await shop('/shop/img/OL-0000.svg')).status).toBe(404);
  });

  it('signs who is signed in with the key that the site knows', async () => {
    const signedIn = await shop('/shop/account/accedi', form({ customer: 'm-1001' }));
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    const page = await (await shop('/shop/', { headers: { cookie } })).text();
    const token = /"token":"([^"]+)"/.exec(page)?.[1];
    const { payload } = await jwtVerify(token!, new TextEncoder().encode(env.DEMO_SHOP_SECRET));
    expect(payload.user_id).toBe('m-1001');
  });

  it('keeps its pages out of shared caches and its session out of reach of scripts', async () => {
    expect((await shop('/shop/')).headers.get('cache-control')).toContain('no-store');
    const cookie = (await shop('/shop/account/accedi', form({ customer: 'm-1001' }))).headers.get('set-cookie');
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });
});
