import { isRandomId } from '../../shared/ids.ts';
import type { VisitorState } from './visitor-store.ts';

/** What speaks for it that a request comes from the device whose id it names. */
export interface DeviceProof {
  deviceId: string;
  sessionId: string;
  /** the request showed the key of the id */
  hasKey: boolean;
}

/** `''` where something is known of the device, and not when it came. */
export function firstSessionOf({ firstSessions, last, linkedTo }: VisitorState, deviceId: string): string | null {
  return firstSessions[deviceId] ?? (last === null && linkedTo === null ? null : '');
}

/**
 * Whether a request comes from the device whose id it names: it shows the id's key, nothing is known of the id yet, or it is of the session in
 * which the edge first met it (an answer with the key may have been lost). What others could guess, id or session, shows nothing.
 */
export function isOwnId({ deviceId, sessionId, hasKey }: DeviceProof, firstSessionId: string | null): boolean {
  return hasKey || firstSessionId === null || (firstSessionId === sessionId && isRandomId(deviceId) && isRandomId(sessionId));
}
