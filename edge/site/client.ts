import type { Env } from '../platform/env.ts';
import type { SiteRpc } from './rpc.ts';

export type { SiteRpc } from './rpc.ts';

/**
 * The object of a site, as its callers see it. Refusals come back as values (`SiteResult`); what is thrown is a failure of the
 * platform. The platform's own stub type turns every type it cannot follow, such as a condition's `unknown`, into `never`.
 */
export function siteClient(env: Pick<Env, 'SITES'>, siteId: string): SiteRpc {
  return env.SITES.getByName(siteId) as unknown as SiteRpc;
}
