import { IS_LOCAL } from '../platform/local.ts';

/** Where and when a visit is decided. */
export interface Circumstances {
  position: { latitude: number; longitude: number } | null;
  nowMs: number;
}

/**
 * The place is the edge's coarse guess from the network (`request.cf`); it is used for this one decision and never kept.
 * On a person's own machine there is no such guess, so the demo shop's switch stands in for it; a deployed Worker does not contain that branch.
 */
export function circumstancesOf(request: Request, nowMs: number): Circumstances {
  if (IS_LOCAL) return localCircumstances(request, nowMs);
  const cf = request.cf as IncomingRequestCfProperties | undefined;
  return { position: positionOf(cf?.latitude, cf?.longitude), nowMs };
}

function localCircumstances(request: Request, nowMs: number): Circumstances {
  const cookies = new Map((request.headers.get('cookie') ?? '').split(/;\s*/).map((pair) => pair.split('=', 2) as [string, string | undefined]));
  const [latitude, longitude] = decodeURIComponent(cookies.get('tappa_demo_place') ?? '').split(',');
  const atMs = Date.parse(decodeURIComponent(cookies.get('tappa_demo_at') ?? ''));
  return { position: positionOf(latitude, longitude), nowMs: Number.isNaN(atMs) ? nowMs : atMs };
}

function positionOf(latitude: string | undefined, longitude: string | undefined): Circumstances['position'] {
  const position = { latitude: Number.parseFloat(latitude ?? ''), longitude: Number.parseFloat(longitude ?? '') };
  return Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180 ? position : null;
}
