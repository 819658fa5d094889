import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { siteClient } from '../../edge/site/client.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'people-test';
const hash = (letter: string) => letter.repeat(64);
const receipt = (orderId: string, more: Record<string, unknown> = {}) => ({
  orderId,
  at: '2026-10-01T10:00:00Z',
  channel: 'pos',
  total: 20,
  currency: 'EUR',
  ...more,
});
const ordersOf = async (customerId: string) =>
  (await siteClient(env, SITE).customerRecord(customerId)).purchases.map(({ orderId }) => orderId);
const balance = async (customerId: string) => await answerOf(await admin('GET', `/sites/${SITE}/loyalty/${customerId}`));
const entry = (transactionId: string, points: number, more: Record<string, unknown> = {}) => ({
  transactionId,
  customerId: 'ledger',
  points,
  type: points > 0 ? 'earn' : 'spend',
  at: '2026-11-01T10:00:00Z',
  ...more,
});

beforeAll(() => newSite(SITE));

describe('receipts find their customer', () => {
  it('by the strongest identifier they carry, also those that came before the customer did', async () => {
    await importAll(SITE, 'purchases', [
      receipt('by-id', { customerId: 'giulia' }),
      receipt('by-card', { loyaltyCard: 'CARD-1', at: '2026-09-01T10:00:00Z' }),
      receipt('by-email', { emailSha256: hash('a') }),
      receipt('by-phone', { phoneSha256: hash('b') }),
      receipt('card-outranks-email', { loyaltyCard: 'CARD-2', emailSha256: hash('a') }),
      receipt('unknown-card-leaves-email', { loyaltyCard: 'CARD-9', emailSha256: hash('a') }),
      receipt('id-outranks-all', { customerId: 'someone-else', loyaltyCard: 'CARD-1', emailSha256: hash('a') }),
      receipt('nobody', {}),
    ]);
    expect(await ordersOf('giulia')).toEqual(['by-id']);
    await importAll(SITE, 'customers', [
      { customerId: 'giulia', loyaltyCard: 'CARD-1', emailSha256: hash('a'), phoneSha256: hash('b'), points: 320, tier: 'silver' },
      { customerId: 'marco', loyaltyCard: 'CARD-2' },
    ]);
    expect(await ordersOf('giulia')).toEqual(['by-card', 'by-email', 'by-id', 'by-phone', 'unknown-card-leaves-email']);
    expect(await ordersOf('marco')).toEqual(['card-outranks-email']);
    expect(await ordersOf('someone-else')).toEqual(['id-outranks-all']);
  });

  it('and refunds follow their order, though a till names nobody on them', async () => {
    await importAll(SITE, 'purchases', [receipt('back', { refundOf: 'by-card', at: '2026-09-03T10:00:00Z' })]);
    expect((await ordersOf('giulia')).slice(0, 2)).toEqual(['by-card', 'back']);
  });

  it('once each, and a receipt sent again may add whose it is', async () => {
    await importAll(SITE, 'purchases', [receipt('nobody', { customerId: 'giulia' }), receipt('nobody')]);
    expect((await ordersOf('giulia')).filter((orderId) => orderId === 'nobody')).toHaveLength(1);
  });

  it('that two customers share an e-mail gives a receipt one owner', async () => {
    await importAll(SITE, 'customers', [
      { customerId: 'anna', emailSha256: hash('c') },
      { customerId: 'bruno', emailSha256: hash('c') },
    ]);
    await importAll(SITE, 'purchases', [receipt('shared', { emailSha256: hash('c') })]);
    expect([await ordersOf('anna'), await ordersOf('bruno')]).toEqual([['shared'], []]);
  });

  it('bad rows are named, good ones kept, and nothing is ever "full"', async () => {
    const report = await answerOf(
      await admin('POST', `/sites/${SITE}/purchases`, [
        receipt('ok'),
        receipt('bad', { total: -1 }),
        receipt('odd', { channel: 'carrier pigeon' }),
      ]),
    );
    expect(report).toMatchObject({ accepted: 1, rejected: 2 });
    expect(report.errors.map((error: { row: number; field: string }) => [error.row, error.field])).toEqual([
      [2, 'total'],
      [3, 'channel'],
    ]);
    expect((await admin('POST', `/sites/${SITE}/purchases?mode=full`, [receipt('x')])).status).toBe(422);
  });

  it('but for the refunds that some page tells of: anybody may name an order', async () => {
    await importAll(SITE, 'purchases', [receipt('kept-order', { customerId: 'keeper' })]);
    const refund = { type: 'refund', atMs: Date.now(), orderId: 'kept-order', valueMinor: 2_000 };
    await siteClient(env, SITE).learn([{ site: SITE, sessionId: 'stranger', facts: [refund], messageId: 'stranger-1' }]);
    expect(await ordersOf('keeper')).toEqual(['kept-order']);
    const { profile } = await answerOf(await admin('GET', `/sites/${SITE}/customers/keeper`));
    expect(profile.purchases).toMatchObject([{ orderId: 'kept-order', refundedMinor: 0 }]);
    await importAll(SITE, 'purchases', [receipt('kept-back', { refundOf: 'kept-order' })]);
    expect(await ordersOf('keeper')).toEqual(['kept-back', 'kept-order']);
  });
});

describe('customers', () => {
  it('keep what a later file does not name', async () => {
    await importAll(SITE, 'customers', [{ customerId: 'lia', loyaltyCard: 'L-1', tier: 'base' }]);
    await importAll(SITE, 'customers', [{ customerId: 'lia', tier: 'gold' }]);
    const { customer } = await siteClient(env, SITE).customerRecord('lia');
    expect(customer).toMatchObject({ customerId: 'lia', loyaltyCard: 'L-1', tier: 'gold' });
  });

  it('that are not known have no record, and asking makes none', async () => {
    expect(await siteClient(env, SITE).customerRecord('who')).toEqual({ customer: null, purchases: [] });
    expect(await siteClient(env, 'no-such-site').customerRecord('who')).toEqual({ customer: null, purchases: [] });
    expect((await admin('GET', `/sites/${SITE}/loyalty/who`)).status).toBe(404);
  });
});

describe('points', () => {
  it('are the merchant’s balance and what came after it', async () => {
    await importAll(SITE, 'customers', [{ customerId: 'carla', points: 100, tier: 'base', asOf: '2026-11-01T00:00:00Z' }]);
    await importAll(SITE, 'loyalty/transactions', [
      { transactionId: 'c-old', customerId: 'carla', points: 50, type: 'earn', at: '2026-10-01T00:00:00Z' },
      { transactionId: 'c-new', customerId: 'carla', points: 30, type: 'earn', at: '2026-11-02T00:00:00Z' },
    ]);
    expect(await balance('carla')).toMatchObject({ customerId: 'carla', points: 130, tier: 'base', asOf: '2026-11-02T00:00:00.000Z' });
    expect((await siteClient(env, SITE).customerRecord('carla')).customer?.points).toBe(130);
    await importAll(SITE, 'customers', [{ customerId: 'carla', points: 125, asOf: '2026-11-03T00:00:00Z' }]);
    expect((await balance('carla')).points).toBe(125);
  });

  it('count once a transaction, and never fall below nothing by accident', async () => {
    await importAll(SITE, 'loyalty/transactions', [entry('t1', 80), entry('t2', -50)]);
    await importAll(SITE, 'loyalty/transactions', [entry('t1', 80)]);
    const report = await answerOf(
      await admin('POST', `/sites/${SITE}/loyalty/transactions`, [entry('t3', -31), entry('t1', 99), entry('t4', -30)]),
    );
    expect(report).toMatchObject({ accepted: 1, rejected: 2 });
    expect(report.errors).toEqual([
      { row: 1, field: 'points', message: expect.stringContaining('balance is 30') },
      { row: 2, field: 'transactionId', message: expect.any(String) },
    ]);
    const { points, transactions } = await balance('ledger');
    expect(points).toBe(0);
    expect(transactions.map(({ transactionId }: { transactionId: string }) => transactionId)).toEqual(['t4', 't2', 't1']);
    await importAll(SITE, 'loyalty/transactions', [entry('t5', -10, { type: 'adjust' })]);
    expect((await balance('ledger')).points).toBe(-10);
  });
});
