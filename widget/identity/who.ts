import type { DeviceRecordKeeper } from './device-record.ts';
import type { MakeId } from './id.ts';
import { type Arrival, continueSession, type Session } from './session.ts';

/** Who asks, as far as consent allows to know. */
export interface Who {
  /** null without consent */
  visitor: string | null;
  /** shows the edge that the visitor is this device; none before its first answer */
  key?: string | undefined;
  session: Pick<Session, 'id' | 'startedAtMs'>;
  /** channel of arrival; '' = unknown */
  channel: string;
}

/** With consent: the visitor this device has always been, or a new one, and their session, both kept. */
export function recogniseVisitor(record: DeviceRecordKeeper, arrival: Arrival, nowMs: number, makeId: MakeId): Who {
  const kept = record.read();
  const session = continueSession(kept.session, arrival, nowMs, makeId);
  const visitor = /^[\w-]+$/.test(kept.visitor ?? '') ? kept.visitor! : makeId();
  record.write({ visitor, session });
  return { visitor, key: kept.key, session, channel: session.channel };
}
