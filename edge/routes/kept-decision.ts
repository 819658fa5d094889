import { VISIT_BODY_MAX_BYTES } from '../../shared/protocol.ts';
import { type ReceiptPayload, receiptPayload } from '../decisioning/receipt.ts';
import type { Decision, DecisionInput } from '../decisioning/types.ts';
import { sha256 } from '../http/sign.ts';
import type { QueuedRecord } from '../platform/events-message.ts';
import { personKeys } from '../traffic/person-keys.ts';
import { answeredText, recordOf } from '../traffic/visit-record.ts';
import type { PersonRef } from '../visitor/client.ts';
import type { TakenVisit } from '../visits/take-visit.ts';

/** What a record may take of a queue's message, which ends at 128 kB: the rest is for a profile of the sample (`sample-person.ts`), and escapes. */
const RECORD_MAX_BYTES = 48_000;

/** What an event and an item take of a message at the most. */
const EVENT_BYTES = 400;
const ITEM_BYTES = 130;

/** Facts of this much leave a record its whole share. */
const FACTS_FREE_BYTES = 16_000;

const encoder = new TextEncoder();

/** The receipt of a decision, and the record it can be made again from, which is none for who does not agree to be remembered. */
export async function keptDecision(
  input: DecisionInput,
  decision: Decision,
  taken: Pick<TakenVisit, 'remembered' | 'visitorId' | 'customerId' | 'person' | 'fresh'>,
  id: string,
): Promise<{ receipt: ReceiptPayload; record: QueuedRecord | null }> {
  if (!taken.remembered) return { receipt: receiptPayload(input, decision, { id, record: { none: 'no-consent' } }), record: null };
  const who = personKeys(peopleOf(taken), input.site.head.receiptKey);
  const text = JSON.stringify(recordOf(input, { id, who, answered: await sha256(answeredText(decision)) }));
  const bytes = encoder.encode(text);
  if (bytes.length > RECORD_MAX_BYTES - Math.max(0, factsBytes(taken) - FACTS_FREE_BYTES)) {
    return { receipt: receiptPayload(input, decision, { id, record: { none: 'too-large' } }), record: null };
  }
  return { receipt: receiptPayload(input, decision, { id, record: { sha256: await sha256(bytes) } }), record: { id, who, text } };
}

function peopleOf({ visitorId, customerId, person }: Pick<TakenVisit, 'visitorId' | 'customerId' | 'person'>): PersonRef[] {
  return [
    ...(visitorId === null ? [] : [{ deviceId: visitorId }]),
    ...(customerId === null ? [] : [{ customerId }]),
    ...(person === null ? [] : [person]),
  ];
}

/** What the facts of a visit take of its message; never more than the body they came in. */
function factsBytes({ fresh }: Pick<TakenVisit, 'fresh'>): number {
  return Math.min(
    VISIT_BODY_MAX_BYTES,
    fresh.reduce((sum, { items = [] }) => sum + EVENT_BYTES + ITEM_BYTES * items.length, 0),
  );
}
