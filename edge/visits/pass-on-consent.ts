import type { SiteHead } from '../../shared/published-site.ts';
import type { Env } from '../platform/env.ts';
import { siteClient } from '../site/client.ts';
import type { ToldConsent } from '../visitor/device-consent.ts';
import type { DeviceProof } from '../visitor/device-proof.ts';
import { namesOf, tellConsent } from '../visitor/tell-consent.ts';
import { isSampled, sampleKey } from './sample-person.ts';

export type ConsentAsk = ToldConsent & { proof: DeviceProof };

/**
 * What a device says of its consent reaches everyone its person is known as. Where it denies something they leave the sample of segments at once, and what
 * a queue still holds of before does not bring them back.
 * @param isNoted the device's own object has noted the change
 */
export async function passOnConsent(env: Env, head: SiteHead, ask: ConsentAsk, isNoted: boolean): Promise<void> {
  const isNew = (await tellConsent(env, { siteId: head.id, currency: head.settings.currency }, ask)) || isNoted;
  const { analytics, personalization } = ask.consent;
  if (!isNew || (analytics !== 'denied' && personalization !== 'denied')) return;
  const keys = (await namesOf(env, head.id, ask.deviceId)).map(sampleKey);
  const sampled = keys.filter((key) => isSampled(key, head.peopleSampleLevel ?? 0));
  if (sampled.length > 0) await siteClient(env, head.id).forgetSampled(sampled, ask.atMs);
}
