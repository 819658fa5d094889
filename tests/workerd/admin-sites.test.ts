import { describe, expect, it } from 'vitest';
import { admin, answerOf, newSite, settings } from './admin-api.ts';

describe('a new site', () => {
  it('is made with its first version published, and shows its secret once', async () => {
    const created = await admin('POST', '/sites', { id: 'sites-one', ...settings });
    expect(created.status).toBe(201);
    const site = await answerOf(created);
    expect(site).toMatchObject({ id: 'sites-one', name: 'Bottega', currency: 'EUR', version: 1 });
    expect(site.identitySecret).toMatch(/^[\w-]{43}$/);
    const read = await answerOf(await admin('GET', '/sites/sites-one'));
    expect(read).toMatchObject({ id: 'sites-one', origins: ['https://shop.example'], timeZone: 'Europe/Rome', counts: { products: 0 } });
    expect(JSON.stringify(read)).not.toContain(site.identitySecret);
  });

  it('keeps the secret it was given, and is in the list', async () => {
    const identitySecret = 'a-secret-of-at-least-32-bytes-for-tests';
    expect(await answerOf(await admin('POST', '/sites', { id: 'sites-two', ...settings, identitySecret }))).toMatchObject({
      identitySecret,
    });
    const first = await answerOf(await admin('GET', '/sites?limit=1'));
    expect(first.items).toHaveLength(1);
    const all = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await answerOf(await admin('GET', `/sites?limit=2&cursor=${encodeURIComponent(next)}`));
      all.push(...page.items);
      next = page.next;
    }
    expect(all).toContainEqual({ id: 'sites-two', name: 'Bottega', createdAt: expect.any(String) });
  });

  it('is looked for with a cursor this list gave, or none', async () => {
    expect((await admin('GET', '/sites?limit=zero')).status).toBe(422);
    expect([200, 422]).toContain((await admin('GET', '/sites?cursor=made-up%20%25')).status);
  });

  it('cannot take the name of another: 409, and the other is as it was', async () => {
    await newSite('sites-taken');
    const again = await admin('POST', '/sites', { id: 'sites-taken', ...settings, name: 'Impostor' });
    expect(again.status).toBe(409);
    expect(again.headers.get('content-type')).toBe('application/problem+json');
    expect(await answerOf(await admin('GET', '/sites/sites-taken'))).toMatchObject({ name: 'Bottega' });
  });

  it('is refused with a pointer and a message for each thing wrong', async () => {
    const refused = await admin('POST', '/sites', {
      id: 'Not A Slug',
      ...settings,
      currency: 'euro',
      timeZone: 'Rome',
      locale: '?',
      origins: ['*'],
      identitySecret: 'short',
    });
    expect(refused.status).toBe(422);
    const { errors } = await answerOf(refused);
    expect(errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      '/currency',
      '/id',
      '/identitySecret',
      '/locale',
      '/origins/0',
      '/timeZone',
    ]);
    for (const { message } of errors) expect(message).toMatch(/\w/);
  });

  it('is not made of a body that is not JSON, too large or of another type', async () => {
    expect((await admin('POST', '/sites', '{"id":')).status).toBe(400);
    expect((await admin('POST', '/sites', JSON.stringify({ id: 'x'.repeat(70_000) }))).status).toBe(413);
    expect((await admin('POST', '/sites', 'id=a', 'application/x-www-form-urlencoded')).status).toBe(415);
  });

  it('is for those with the token only', async () => {
    expect((await admin('GET', '/sites', undefined, undefined, 'wrong')).status).toBe(401);
  });
});

describe('a site’s settings', () => {
  it('change one by one, and live with the next visit', async () => {
    await newSite('sites-patch');
    const changed = await answerOf(
      await admin('PATCH', '/sites/sites-patch', { name: 'Nuova bottega', origins: ['https://SHOP.example:443', 'http://localhost:8787'] }),
    );
    expect(changed).toMatchObject({ name: 'Nuova bottega', origins: ['https://shop.example', 'http://localhost:8787'], currency: 'EUR' });
    expect((await answerOf(await admin('GET', '/sites/sites-patch'))).name).toBe('Nuova bottega');
    expect((await admin('PATCH', '/sites/sites-patch', { currency: 'lire' })).status).toBe(422);
    expect((await admin('PATCH', '/sites/nowhere', { name: 'x' })).status).toBe(404);
  });

  it('are gone when the site is, and its name is free again, with nothing left of the first', async () => {
    await newSite('sites-gone');
    await admin('POST', '/sites/sites-gone/catalog', [{ id: 'a', title: 'A', link: 'https://shop.example/a', price: '1.00 EUR' }]);
    expect((await admin('DELETE', '/sites/sites-gone')).status).toBe(204);
    expect((await admin('GET', '/sites/sites-gone')).status).toBe(404);
    expect((await admin('DELETE', '/sites/sites-gone')).status).toBe(404);
    expect((await admin('GET', '/sites/sites-gone/recommendations')).status).toBe(404);
    await newSite('sites-gone');
    expect(await answerOf(await admin('GET', '/sites/sites-gone'))).toMatchObject({ version: 1, counts: { products: 0 } });
    expect((await answerOf(await admin('GET', '/sites/sites-gone/recommendations'))).items).toEqual([]);
  });

  it('of a site that is not there are a 404 everywhere, in words', async () => {
    for (const path of [
      '',
      '/setup',
      '/versions',
      '/audit',
      '/catalog',
      '/stores',
      '/stores/availability?items=a',
      '/loyalty/c1',
      '/reports/journey',
      '/recommendations',
    ]) {
      const response = await admin('GET', `/sites/nowhere${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect((await answerOf(response)).detail).toContain('nowhere');
    }
  });
});
