import type { Env, EventsMessage } from '../platform/env.ts';
import { errorText, log } from '../platform/log.ts';
import { siteClient } from '../site/client.ts';
import { trafficClient } from '../traffic/client.ts';

/**
 * Brings queued batches into each site's rollups and learning data, and its decisions to where they are kept: two calls a site and batch of messages.
 * A site that fails is tried again by the queue; the others are done.
 * @param mergeSamePeople some of those that wait at a site; more of them get a message of their own
 */
export async function consumeEvents(
  batch: MessageBatch<EventsMessage>,
  env: Env,
  mergeSamePeople: (env: Env, siteId: string) => Promise<boolean>,
): Promise<void> {
  const bySite = new Map<string, Message<EventsMessage>[]>();
  for (const message of batch.messages) {
    const group = bySite.get(message.body.site) ?? [];
    group.push(message);
    bySite.set(message.body.site, group);
  }
  await Promise.all(
    [...bySite].map(async ([siteId, messages]) => {
      try {
        const told = messages.filter(({ body }) => !body.samePeople);
        if (told.length > 0) await bring(env, siteId, told);
        if (told.length < messages.length && (await mergeSamePeople(env, siteId))) {
          await env.EVENTS.send({ site: siteId, sessionId: '', facts: [], samePeople: true });
        }
        for (const message of messages) message.ack();
      } catch (error) {
        log('error', 'events not rolled up', { site: siteId, error: errorText(error) });
        for (const message of messages) message.retry();
      }
    }),
  );
}

/** A site that is gone keeps no decisions either. */
async function bring(env: Env, siteId: string, messages: readonly Message<EventsMessage>[]): Promise<void> {
  const told = messages.map(({ id, body: { decision, ...message } }) => ({ ...message, messageId: id }));
  const learned = await siteClient(env, siteId).learn(told);
  const decisions = messages.flatMap(({ body }) => body.decision ?? []);
  if (learned !== null && decisions.length > 0) await trafficClient(env, siteId).append(decisions, learned.decisionsKeptMs);
}
