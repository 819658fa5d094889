import type { FrictionKind } from '../../shared/schemas/event.ts';
import type { PartHost } from '../parts/seam.ts';

/** Tells what stopped a person: its kind, and nothing of what was clicked or typed. */
export function noteFriction(host: PartHost, friction: FrictionKind): void {
  host.note({ type: 'friction', friction });
}
