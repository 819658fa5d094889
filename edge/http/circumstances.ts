/** Where a visit is decided, and at what time of day. */
export interface Circumstances {
  position: { latitude: number; longitude: number } | null;
  /** moment whose opening hours and time of day are spoken of */
  hoursAtMs: number;
}

/** How the Worker learns them: from the network it runs in, or on a person's own machine from a switch. */
export type CircumstancesOf = (request: Request, nowMs: number) => Circumstances;

/** The place is the edge's coarse guess from the network (`request.cf`); it is used for this one decision and never kept. */
export const circumstancesOfEdge: CircumstancesOf = (request, nowMs) => {
  const cf = request.cf as IncomingRequestCfProperties | undefined;
  return { position: positionOf(cf?.latitude, cf?.longitude), hoursAtMs: nowMs };
};

/** A place written as decimal degrees, or null where it is none. */
export function positionOf(latitude: string | undefined, longitude: string | undefined): Circumstances['position'] {
  const position = { latitude: Number.parseFloat(latitude ?? ''), longitude: Number.parseFloat(longitude ?? '') };
  return Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180 ? position : null;
}
