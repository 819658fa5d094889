import { type CircumstancesOf, circumstancesOfEdge, positionOf } from '../http/circumstances.ts';

/** On one's own machine everybody comes from the same place, so the demo bar's switches say where and when. Not in a deployed Worker. */
export const circumstancesOfDemo: CircumstancesOf = (request, nowMs) => {
  const edge = circumstancesOfEdge(request, nowMs);
  const place = cookieOf(request, 'tappa_demo_place');
  const [latitude, longitude] = place.split(',');
  const atMs = Date.parse(cookieOf(request, 'tappa_demo_at'));
  return { position: place === '' ? edge.position : positionOf(latitude, longitude), hoursAtMs: Number.isNaN(atMs) ? nowMs : atMs };
};

function cookieOf(request: Request, name: string): string {
  const pair = (request.headers.get('cookie') ?? '').split(/;\s*/).find((candidate) => candidate.startsWith(`${name}=`));
  try {
    return decodeURIComponent(pair?.slice(name.length + 1) ?? '');
  } catch {
    return '';
  }
}
