import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Claim, joined } from '../../../edge/decisioning/content/claim.ts';
import type { Drafts, ItemDraft, LineDraft, OfferDraft } from '../../../edge/decisioning/content/drafts.ts';
import { type Draft, toldOf } from '../../../edge/decisioning/content/told.ts';
import { BALANCE_DATED_MS, BALANCE_FRESH_MS } from '../../../edge/loyalty/member.ts';
import { DAY, MONDAY } from '../journey/a-person.ts';
import { decideOn, the } from './a-shop.ts';

const HOUR = 3_600_000;
const points = (untilMs: number): Claim<string> => new Claim('320 punti', MONDAY, untilMs);

describe('what is said of stock, prices, points and hours', () => {
  it('does not compile as a bare value', () => {
    const line: Pick<LineDraft, 'wanted'> = { wanted: 2 };
    // @ts-expect-error a number of pieces needs its datum
    const stock: LineDraft['inStock'] = 2;
    // @ts-expect-error so do words about them
    const words: LineDraft['text'] = 'ne restano 2';
    // @ts-expect-error a price
    const price: ItemDraft['priceText'] = '89,90 €';
    // @ts-expect-error hours
    const hours: OfferDraft['hoursText'] = 'aperto fino alle 19:30';
    // @ts-expect-error whether it is open
    const open: OfferDraft['open'] = true;
    // @ts-expect-error points
    const balance: Drafts['loyalty-prompt']['pointsText'] = '320 punti';
    // @ts-expect-error and nobody makes something that looks like a claim
    const made: Claim<number> = { value: 2, asOfMs: MONDAY, untilMs: MONDAY };
    // @ts-expect-error nor reads one without asking whether it may still be said
    const read: string = points(MONDAY).value;
    expect([line, stock, words, price, hours, open, balance, made, read]).toHaveLength(9);
  });

  it('is said until its end, and not at it', () => {
    const claim = points(MONDAY + HOUR);
    expect(claim.at(MONDAY + HOUR - 1)).toEqual({ value: '320 punti' });
    expect(claim.at(MONDAY + HOUR)).toBeNull();
  });

  it('is as old as the oldest datum it rests on, and ends with the first', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ asOf: fc.nat(), until: fc.nat() }), { minLength: 1 }), (data) => {
        const claims = data.map(({ asOf, until }) => new Claim<number>(0, asOf, until));
        const all = joined(claims, 'words');
        expect(all.asOfMs).toBe(Math.min(...data.map(({ asOf }) => asOf)));
        expect(all.untilMs).toBe(Math.min(...data.map(({ until }) => until)));
        const [first, ...rest] = claims;
        const worked = rest.reduce((sum, each) => sum.with(each, (a, b) => a + b), first!);
        expect([worked.asOfMs, worked.untilMs]).toEqual([all.asOfMs, all.untilMs]);
      }),
    );
  });
});

describe('content that rests on a datum', () => {
  const prompt = (untilMs: number, neutral = true): Draft<'loyalty-prompt'> => ({
    draft: { title: 'Club', text: 'Grazie', pointsText: points(untilMs) },
    ...(neutral ? { neutral: { title: 'Club', text: 'Grazie' } } : {}),
  });

  it('says it with its end, and brings the neutral words along', () => {
    expect(toldOf(prompt(MONDAY + HOUR), MONDAY)).toEqual({
      content: { title: 'Club', text: 'Grazie', pointsText: '320 punti' },
      untilMs: MONDAY + HOUR,
      claimsUntilMs: MONDAY + HOUR,
      otherwise: { title: 'Club', text: 'Grazie' },
    });
  });

  it('has only the neutral words past the end, which claim nothing', () => {
    expect(toldOf(prompt(MONDAY), MONDAY)).toEqual({
      content: { title: 'Club', text: 'Grazie' },
      untilMs: MONDAY + DAY,
      claimsUntilMs: null,
    });
  });

  it('has nothing to say past the end where there are no neutral words', () => {
    expect(toldOf(prompt(MONDAY, false), MONDAY)).toBeNull();
  });

  it('never holds a value past its end, whatever its claims', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 })), fc.boolean(), (ends, hasNeutral) => {
        const lines = ends.map((end) => new Claim(end, MONDAY, MONDAY + end));
        const neutral = { title: 'Da vedere', lines: [] };
        const told = toldOf({ draft: { title: 'x', lines }, ...(hasNeutral ? { neutral } : {}) } as unknown as Draft<'message'>, MONDAY);
        const said = (told?.content as unknown as { lines: number[] } | undefined)?.lines ?? [];
        expect(said.every((end) => end > 0)).toBe(true);
        expect(told === null).toBe(!hasNeutral && ends.some((end) => end <= 0));
      }),
    );
  });
});

describe('a block of an answer', () => {
  const member = (asOfMs: number) => ({ customerId: 'anna', points: 320, asOfMs });
  const prompt = (asOfMs: number) => the('loyalty-prompt', decideOn({ slots: ['loyalty-prompt'], customer: member(asOfMs) }));

  it('says until when its points may be said, and what is said from then on', () => {
    const { claimsUntil, content, otherwise } = prompt(MONDAY);
    expect(Date.parse(claimsUntil!)).toBe(MONDAY + Math.min(DAY, BALANCE_FRESH_MS));
    expect(content.pointsText).toBe('320 punti');
    expect(otherwise).toEqual({ title: content.title, text: content.text, tierText: content.tierText });
  });

  it('claims nothing where the balance is too old to be spoken of', () => {
    const told = prompt(MONDAY - BALANCE_DATED_MS - 1);
    expect(told).not.toHaveProperty('claimsUntil');
    expect(told).not.toHaveProperty('otherwise');
    expect(told.content).not.toHaveProperty('pointsText');
  });
});
