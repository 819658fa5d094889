import type { Customer } from '../../shared/schemas/customer.ts';
import { defined, FieldReader, type ImportSite } from './fields.ts';
import { readPersonHash } from './person-hash.ts';
import type { RawRow, RowResult } from './types.ts';

const CHANNELS = ['email', 'sms', 'none'] as const;
const POINTS_MAX = 1_000_000_000;

/** A loyalty member. Names, addresses and numbers are not kept: they come out in a warning that repeats the field, never its content. */
export function parseCustomer(raw: RawRow, site: ImportSite, nowMs: number): RowResult<Customer> {
  const row = new FieldReader(raw);
  const customer = {
    customerId: row.id('customerId', true),
    loyaltyCard: row.id('loyaltyCard'),
    emailSha256: readPersonHash(row, 'emailSha256'),
    phoneSha256: readPersonHash(row, 'phoneSha256'),
    points: row.number('points', { min: 0, max: POINTS_MAX }),
    pending: row.number('pending', { min: 0, max: POINTS_MAX }),
    tier: row.text('tier', { max: 60 }),
    joinedAtMs: row.pastMs('joinedAt', site, nowMs),
    channelPreference: row.oneOf('channelPreference', CHANNELS),
    asOfMs: row.pastMs('asOf', site, nowMs) ?? nowMs,
  };
  row.warnUnknown();
  return row.finish(() => defined<Customer>({ ...customer, customerId: customer.customerId! }));
}
