import type { SiteHead } from '../../shared/published-site.ts';
import type { Forced } from '../../shared/schemas/preview.ts';
import { problem } from './problem.ts';
import { signCompact, verifyCompact } from './sign.ts';

/** What a preview link says. It is signed, not encrypted: whoever has the link may know. */
export interface PreviewGrant {
  site: string;
  isDraft: boolean;
  /** Unix time in ms from which on it is worth nothing */
  untilMs: number;
  force: Forced;
}

/** A secret of its own, drawn from the site's: what it signs is good for previews alone, and nothing else that the site signs is good for one. */
const secretOf = ({ receiptKey }: Pick<SiteHead, 'receiptKey'>): string => `preview:${receiptKey}`;

export function previewTokenOf(grant: PreviewGrant, head: Pick<SiteHead, 'receiptKey'>): Promise<string> {
  return signCompact(grant, secretOf(head));
}

/** @throws 401 one that was changed, is of another site, or has ended */
export async function previewGrantOf(token: string, head: Pick<SiteHead, 'id' | 'receiptKey'>, nowMs: number): Promise<PreviewGrant> {
  const grant = (await verifyCompact(token, secretOf(head))) as PreviewGrant | null;
  if (grant === null || grant.site !== head.id)
    throw problem(401, { detail: 'This is no preview link of this site. Nothing was decided or kept.' });
  if (grant.untilMs <= nowMs) throw problem(401, { detail: 'This preview link has expired. Nothing was decided or kept.' });
  return grant;
}
