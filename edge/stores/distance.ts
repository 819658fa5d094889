/** Mean radius of the Earth (IUGG, R1). */
const EARTH_RADIUS_METERS = 6_371_008.8;
const RADIANS = Math.PI / 180;

export interface Position {
  latitude: number;
  longitude: number;
}

/** Great-circle distance by the haversine formula, metres; within 0.5 % of the road-less truth anywhere. */
export function distanceMeters(from: Position, to: Position): number {
  const halfLatitude = Math.sin(((to.latitude - from.latitude) * RADIANS) / 2);
  const halfLongitude = Math.sin(((to.longitude - from.longitude) * RADIANS) / 2);
  const h = halfLatitude ** 2 + Math.cos(from.latitude * RADIANS) * Math.cos(to.latitude * RADIANS) * halfLongitude ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
}
