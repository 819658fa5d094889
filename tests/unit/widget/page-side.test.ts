import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TappaWindow, takeCommands } from '../../../widget/command-queue.ts';
import { runCommand } from '../../../widget/commands.ts';
import { readConfig } from '../../../widget/config.ts';
import { createLifetime } from '../../../widget/lifetime.ts';
import { createSubscriptions } from '../../../widget/subscriptions.ts';

const tag = (dataset: Record<string, string>) => ({ dataset, src: 'https://edge.example/tappa.js', nonce: '' });

describe('the script tag', () => {
  it('needs no more than the name of the site', () => {
    expect(readConfig(tag({ site: 'demo' }), 'https://shop.example/')).toMatchObject({
      site: 'demo',
      endpoint: 'https://edge.example',
      consentMode: 'auto',
      debug: false,
    });
  });

  it('takes what else it says', () => {
    const said = { site: 'demo', consent: 'manual', locale: 'it-IT', currency: 'EUR', endpoint: '/tappa/', debug: '' };
    expect(readConfig(tag(said), 'https://shop.example/it/')).toMatchObject({
      consentMode: 'manual',
      locale: 'it-IT',
      currency: 'EUR',
      endpoint: 'https://shop.example/tappa',
      debug: true,
    });
  });

  it.each([{}, { site: '' }, { site: 'Not A Site' }, { site: '../admin' }])('does nothing as %j', (dataset) => {
    expect(readConfig(tag(dataset as Record<string, string>), 'https://shop.example/')).toBeNull();
  });

  it('takes an unknown word for consent as permission for nothing', () => {
    expect(readConfig(tag({ site: 'demo', consent: 'yes' }), 'https://shop.example/')?.consentMode).toBe('auto');
  });
});

describe('window.tappa', () => {
  const stubbed = (...queue: unknown[][]) => ({ tappa: Object.assign(() => undefined, { q: queue }) }) as unknown as TappaWindow;

  it('runs what was queued before the script came, in order, then what comes', () => {
    const run = vi.fn();
    const window = stubbed(['event', 'search', { search_term: 'vaso' }], ['store', 'milano']);
    takeCommands(
      window,
      '1',
      run,
      () => null,
      () => {},
    );
    window.tappa!('destroy');
    expect(run.mock.calls).toEqual([
      ['event', 'search', { search_term: 'vaso' }],
      ['store', 'milano', undefined],
      ['destroy', undefined, undefined],
    ]);
  });

  it('keeps its errors from the page', () => {
    const report = vi.fn();
    const window = stubbed(['event']);
    const fail = () => {
      throw new Error('ours');
    };
    takeCommands(window, '1', fail, () => null, report);
    expect(window.tappa!('event')).toBeUndefined();
    expect(report).toHaveBeenCalledTimes(2);
  });

  it('is harmless in the end, and leaves what the page has put there since', () => {
    const run = vi.fn();
    const window = stubbed();
    takeCommands(
      window,
      '1',
      run,
      () => 'facts',
      () => {},
    )();
    expect(window.tappa!('event', 'x')).toBeUndefined();
    expect(window.tappa!.debug?.()).toBe('facts');
    expect(window.tappa!.live).toBeUndefined();
    expect(run).not.toHaveBeenCalled();
    const undo = takeCommands(
      window,
      '1',
      run,
      () => null,
      () => {},
    );
    const theirs = () => 'theirs';
    window.tappa = theirs;
    undo();
    expect(window.tappa).toBe(theirs);
  });
});

describe('commands', () => {
  const targets = () => ({
    tell: vi.fn(),
    visit: { identify: vi.fn(), describe: vi.fn(), chooseStore: vi.fn() },
    consent: vi.fn(),
    on: vi.fn(() => () => {}),
    destroy: vi.fn(),
    report: vi.fn(),
  });

  it('do what they say', () => {
    const to = targets();
    runCommand(to, 'event', 'add_to_cart', { items: [{ item_id: 'A' }] });
    expect(to.tell).toHaveBeenCalledWith('command', 'add_to_cart', { items: [{ item_id: 'A' }] });
    runCommand(to, 'consent', { analytics: true }, undefined);
    expect(to.consent).toHaveBeenCalledWith({ analytics: 'granted' });
    runCommand(to, 'identify', { token: 'a.b.c' }, undefined);
    expect(to.visit.identify).toHaveBeenCalledWith('a.b.c');
    runCommand(to, 'identify', null, undefined);
    expect(to.visit.identify).toHaveBeenLastCalledWith(undefined);
    runCommand(to, 'store', 'milano-torino', undefined);
    expect(to.visit.chooseStore).toHaveBeenCalledWith('milano-torino');
    runCommand(to, 'destroy', undefined, undefined);
    expect(to.destroy).toHaveBeenCalled();
    expect(to.report).not.toHaveBeenCalled();
  });

  it('describe a page', () => {
    const to = targets();
    runCommand(to, 'page', { type: 'product', locale: 'en', product: 'LAMP-1' }, undefined);
    expect(to.visit.describe).toHaveBeenCalledWith({ type: 'product', locale: 'en', product: 'LAMP-1' });
  });

  it.each([[undefined], ['event', undefined], ['store', 'Not A Store'], ['on', 'answer', 'not a function'], ['dance'], [{}]])(
    'that make no sense do nothing: %j',
    (...command) => {
      const to = targets();
      expect(runCommand(to, command[0], command[1], command[2])).toBeUndefined();
      expect(to.report).toHaveBeenCalled();
      for (const done of Object.values(to.visit)) expect(done).not.toHaveBeenCalled();
    },
  );
});

describe('subscriptions', () => {
  it('tell late comers the last news, stop when asked to, and survive a handler that fails', () => {
    const report = vi.fn();
    const { on, emit } = createSubscriptions(report);
    const fail = () => {
      throw new Error('theirs');
    };
    on('answer', fail);
    emit('answer', 1);
    const heard = vi.fn();
    const off = on('answer', heard);
    emit('answer', 2);
    emit('block', 3);
    off();
    emit('answer', 4);
    expect(heard.mock.calls).toEqual([[1], [2]]);
    expect(report).toHaveBeenCalledTimes(3);
  });
});

describe('a lifetime', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('leaves nothing behind: no timer, no listener, and everything undone in reverse', () => {
    const life = createLifetime(() => {});
    const done: string[] = [];
    const target = new EventTarget();
    life.on(target, 'click', () => done.push('click'));
    life.soon('ask', 10, () => done.push('ask'));
    life.every(10, () => done.push('look'));
    life.onEnd(() => done.push('first undone last'));
    life.onEnd(() => done.push('last undone first'));
    life.end();
    life.soon('late', 1, () => done.push('late'));
    target.dispatchEvent(new Event('click'));
    vi.advanceTimersByTime(1_000);
    expect(vi.getTimerCount()).toBe(0);
    expect(done).toEqual(['last undone first', 'first undone last']);
  });

  it('has one timer of each name', () => {
    const life = createLifetime(() => {});
    const run = vi.fn();
    for (const ms of [10, 20, 30]) life.soon('ask', ms, run);
    vi.advanceTimersByTime(29);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('keeps every error from the page', () => {
    const report = vi.fn();
    const life = createLifetime(report);
    const fail = () => {
      throw new Error('ours');
    };
    const target = new EventTarget();
    life.on(target, 'click', fail);
    target.dispatchEvent(new Event('click'));
    life.soon('x', 1, fail);
    vi.advanceTimersByTime(1);
    life.onEnd(fail);
    life.end();
    expect(report).toHaveBeenCalledTimes(3);
  });
});
