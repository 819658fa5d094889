import { Hono } from 'hono';
import { PreviewLinkSchema } from '../../../shared/schemas/preview.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { previewTokenOf } from '../../http/preview-token.ts';
import { type FieldError, problem } from '../../http/problem.ts';
import { siteClient } from '../../site/client.ts';
import { loadPublishedSite } from '../../site/snapshot.ts';
import { outcomeOf, siteOf } from './answers.ts';

const LINK_BODY_MAX_BYTES = 16 * 1024;

/**
 * Links that open a page of the shop with what the draft would show there. The token stands in the fragment: it reaches neither the shop's server
 * nor its logs. That a link was made is noted, the link itself is not.
 */
export function previewLinkRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/sites/:site/preview-links', async (c) => {
    const { url, draft, expiresInSeconds, ...force } = await parseJsonBody(c, PreviewLinkSchema, LINK_BODY_MAX_BYTES);
    const nowMs = Date.now();
    const site = await loadPublishedSite(c.env, siteOf(c), nowMs);
    if (!site) throw problem(404, { detail: `There is no site "${siteOf(c).slice(0, 64)}".` });
    const client = siteClient(c.env, siteOf(c));
    const { journey, experiments = [] } = draft ? outcomeOf(c, await client.readDraft()).setup : site.head.setup;
    const page = URL.parse(url);
    const errors: FieldError[] = [];
    const refuse = (pointer: string, message: string): void => void errors.push({ pointer, message });
    if (page === null) refuse('/url', 'must be a whole address, such as https://shop.example/lamps');
    else if (!site.head.settings.origins.includes(page.origin))
      refuse('/url', `must be a page of ${site.head.settings.origins.join(' or ')}`);
    if (force.stage !== undefined && !journey.stages.some(({ id }) => id === force.stage)) refuse('/stage', 'is no stage of the journey');
    if (force.store !== undefined && !site.stores.some(({ storeCode }) => storeCode === force.store))
      refuse('/store', 'is no shop of this site');
    for (const [id, variant] of Object.entries(force.variants ?? {})) {
      const experiment = experiments.find((each) => each.id === id);
      if (!experiment?.variants.some((each) => each.id === variant))
        refuse(`/variants/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`, experiment ? 'is no variant of it' : 'is no experiment');
    }
    if (page === null || errors.length > 0) throw problem(422, { detail: 'No link was made.', errors });
    const untilMs = nowMs + expiresInSeconds * 1_000;
    const token = await previewTokenOf({ site: site.head.id, isDraft: draft, untilMs, force }, site.head);
    page.hash = `tappa-preview=${token}${page.hash.replace('#', '&')}`;
    const expiresAt = new Date(untilMs).toISOString();
    outcomeOf(c, await client.noteAudit('preview.link', { url, draft, expiresAt, ...force }, c.get('actor')));
    return c.json({ url: page.href, expiresAt }, 201, { 'cache-control': 'no-store' });
  });
}
