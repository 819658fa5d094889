import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { browserRefuses } from '../../../widget/consent/signals.ts';
import { type ConsentVoices, decideConsent, isAny, readConsentCommand } from '../../../widget/consent/state.ts';
import { readConsentMode } from '../../../widget/consent/tools/consent-mode.ts';

const voices = (said: Partial<ConsentVoices> = {}): ConsentVoices => ({ mode: 'auto', refused: false, tool: {}, command: {}, ...said });
const both = (state: 'granted' | 'denied' | 'pending') => ({ analytics: state, personalization: state });

describe('who decides on consent', () => {
  it('is pending where nobody spoke', () => {
    expect(decideConsent(voices())).toEqual(both('pending'));
    expect(decideConsent(voices({ mode: 'manual', tool: both('granted') }))).toEqual(both('pending'));
  });

  it('follows the consent tool purpose by purpose', () => {
    expect(decideConsent(voices({ tool: { analytics: 'granted' } }))).toEqual({ analytics: 'granted', personalization: 'pending' });
  });

  it('takes what the shop settles on its tag, whatever the tool says', () => {
    expect(decideConsent(voices({ mode: 'granted', tool: both('denied') }))).toEqual(both('granted'));
    expect(decideConsent(voices({ mode: 'denied', tool: both('granted') }))).toEqual(both('denied'));
  });

  it('lets the browser refuse for the visitor, and only an explicit choice outweigh it', () => {
    expect(decideConsent(voices({ mode: 'granted', refused: true }))).toEqual(both('denied'));
    expect(decideConsent(voices({ refused: true, command: { analytics: 'granted' } }))).toEqual({
      analytics: 'granted',
      personalization: 'denied',
    });
  });

  it('never grants what nobody granted', () => {
    const state = fc.constantFrom('denied' as const, 'pending' as const);
    const silent = fc.record({ analytics: state, personalization: state }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.constantFrom('auto' as const, 'denied' as const, 'manual' as const),
        fc.boolean(),
        silent,
        silent,
        (mode, refused, tool, command) => {
          expect(isAny(decideConsent({ mode, refused, tool, command }), 'granted')).toBe(false);
        },
      ),
    );
  });
});

describe("tappa('consent', …)", () => {
  it('reads words and booleans', () => {
    expect(readConsentCommand({ analytics: true, personalization: 'denied' })).toEqual({ analytics: 'granted', personalization: 'denied' });
    expect(readConsentCommand({ analytics: false })).toEqual({ analytics: 'denied' });
  });

  it.each([undefined, null, 'yes', 3, [], { analytics: 'maybe', personalization: 1 }])('makes nothing of %j', (said) => {
    expect(readConsentCommand(said)).toEqual({});
  });
});

describe('Google Consent Mode v2', () => {
  it('reads a default of "denied" as not yet asked: it stands on every page of a person who agreed long ago', () => {
    const said = { analytics_storage: 'denied', ad_personalization: 'denied', wait_for_update: 500 };
    expect(readConsentMode('default', said, [])).toEqual({ words: ['pending', 'pending'], waitMs: 500 });
  });

  it('reads an update as the choice of the person', () => {
    const asked = readConsentMode('default', { analytics_storage: 'denied', ad_personalization: 'denied' }, []).words;
    const agreed = readConsentMode('update', { analytics_storage: 'granted', ad_personalization: 'granted' }, asked);
    expect(agreed).toEqual({ words: ['granted', 'granted'], waitMs: 0 });
    expect(readConsentMode('update', { analytics_storage: 'denied' }, agreed.words).words).toEqual(['denied', 'granted']);
  });

  it('prefers the storage made for personalization to the one made for advertising', () => {
    const said = { personalization_storage: 'denied', ad_personalization: 'granted' };
    expect(readConsentMode('update', said, []).words).toEqual([undefined, 'denied']);
  });

  it('takes the cautious one of several regional defaults, in either order', () => {
    const everywhere = { analytics_storage: 'granted' };
    const europe = { analytics_storage: 'denied', region: ['IT', 'DE'] };
    const read = (first: object, second: object) => readConsentMode('default', second, readConsentMode('default', first, []).words).words;
    expect(read(everywhere, europe)).toEqual(['pending', undefined]);
    expect(read(europe, everywhere)).toEqual(['pending', undefined]);
  });

  it('does not wait for ever, whatever the page asks for', () => {
    expect(readConsentMode('default', { wait_for_update: 60_000 }, []).waitMs).toBe(1_000);
    expect(readConsentMode('default', { wait_for_update: 'soon' }, []).waitMs).toBe(0);
  });

  it.each([undefined, null, 'granted', { analytics_storage: true }])('keeps what it knew when %j is said', (said) => {
    expect(readConsentMode('update', said, ['denied', undefined]).words).toEqual(['denied', undefined]);
  });
});

describe("the browser's own word", () => {
  it('is heard as GPC and as DNT', () => {
    expect(browserRefuses({ globalPrivacyControl: true })).toBe(true);
    expect(browserRefuses({ doNotTrack: '1' })).toBe(true);
    expect(browserRefuses({ globalPrivacyControl: false, doNotTrack: '0' })).toBe(false);
    expect(browserRefuses({ doNotTrack: null })).toBe(false);
  });
});
