import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { checkFile } from '../../../edge/setup-file/check-file.ts';
import { decisionChanges } from '../../../edge/setup-file/decision-changes.ts';
import { setupChanges } from '../../../edge/setup-file/setup-changes.ts';
import type { Rule } from '../../../shared/schemas/rule.ts';
import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import { setUps } from '../../support/set-ups.ts';

const setup = defaultSetup();
const withRules = (change: (rules: Rule[]) => Rule[]): SiteSetup => ({ ...setup, rules: change(defaultSetup().rules) });

describe('what changes in a set-up, in words', () => {
  it('names rules that come and go, and where they stand', () => {
    const sale: Rule = { ...setup.rules[0]!, id: 'sale' };
    const after = withRules(([first, ...rest]) => [first!, sale, ...rest.filter(({ id }) => id !== 'win-back')]);
    expect(setupChanges(setup, after)).toEqual(['added    rule "sale", before "store-notice-corner"', 'removed  rule "win-back"']);
  });

  it('says of a rule that was moved so, and nothing of those it passed', () => {
    const after = withRules((rules) => [rules.at(-1)!, ...rules.slice(0, -1)]);
    const { id } = setup.rules.at(-1)!;
    expect(setupChanges(setup, after)).toEqual([
      `moved    rule "${id}" from place ${setup.rules.length} to 1, before "${setup.rules[0]!.id}"`,
    ]);
    const swapped = withRules(([a, b, ...rest]) => [b!, a!, ...rest]);
    expect(setupChanges(setup, swapped)).toHaveLength(1);
  });

  it('tells the old value and the new one of what was changed; of much, only the fields', () => {
    const changed = (change: (rule: Rule) => Rule) =>
      setupChanges(
        setup,
        withRules(([first, ...rest]) => [change(first!), ...rest]),
      );
    expect(changed((rule) => ({ ...rule, enabled: false }))).toEqual(['changed  rule "store-notice": enabled true → false']);
    expect(changed((rule) => ({ ...rule, often: { perSession: 2, dismissedForMs: 86_400_000 } }))).toEqual([
      'changed  rule "store-notice": often.perSession 2 added',
    ]);
    const reason = Object.fromEntries(Object.keys(setup.rules[0]!.reason).map((language) => [language, 'x'])) as Rule['reason'];
    expect(changed((rule) => ({ ...rule, reason, enabled: false, overlay: 'bar' }))[0]).toBe(
      'changed  rule "store-notice": enabled, overlay, reason',
    );
  });

  it('covers segments and experiments', () => {
    const variants = [
      { id: 'a', weight: 0.5 },
      { id: 'b', weight: 0.5 },
    ];
    const tried = checkFile({
      ...setup,
      experiments: [{ id: 'words', name: { it: 'Parole', en: 'Words' }, rule: 'home-picks', variants }],
    });
    expect(tried.errors).toEqual([]);
    expect(setupChanges(setup, tried.setup!)).toEqual(['added    experiment "words"']);
    const lamps = { id: 'lamps', name: { it: 'Luci', en: 'Lamps' }, condition: { productViews: { $gte: 2 } } };
    const before: SiteSetup = { ...setup, segments: [lamps] };
    expect(setupChanges(setup, before)).toEqual(['added    segment "lamps"']);
    expect(setupChanges(before, { ...before, segments: [{ ...lamps, condition: { productViews: { $gte: 3 } } }] })).toEqual([
      'changed  segment "lamps": condition.productViews.$gte 2 → 3',
    ]);
  });

  it('covers stages, slots, fixtures, and all that has no list', () => {
    const [first, ...stages] = defaultSetup().journey.stages;
    const after: SiteSetup = {
      ...setup,
      journey: { stages: [...stages, first!] },
      slots: { 'below-title': { selector: 'h1', position: 'after' } },
      stockMaxAgeMs: 3_600_000,
      loyalty: { name: { it: 'Club', en: 'Club' }, pointsPerUnit: 1, tiers: [] },
      fixtures: setup.fixtures!.slice(1),
    };
    expect(setupChanges(setup, after)).toEqual([
      'moved    stage "recovery" from place 1 to 5, last',
      'added    slot "below-title"',
      `removed  fixture "${setup.fixtures![0]!.name}"`,
      'changed  loyalty: null → {"name":{"it":"Club","en":"Club"},"pointsPerUnit":1,"tiers":…',
      'changed  stockMaxAgeMs: 93600000 → 3600000',
    ]);
  });

  it('is nothing between a set-up and itself, in whatever order its fields stand, and something between two that differ', () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .map(([name, inner]) => [name, turned(inner)] as const)
                .reverse(),
            )
          : value;
    const read = (json: unknown) => checkFile(JSON.parse(JSON.stringify(json))).setup!;
    fc.assert(
      fc.property(setUps, setUps, (one, other) => {
        expect(setupChanges(read(one), turned(read(one)) as SiteSetup)).toEqual([]);
        expect(
          setupChanges(read(one), read({ ...one, stockMaxAgeMs: ((one.stockMaxAgeMs as number | undefined) ?? 60_000) + 1 })),
        ).not.toEqual([]);
        const lines = setupChanges(read(one), read(other));
        const ids = (each: Record<string, unknown>) => (each.rules as { id: string }[]).map(({ id }) => id);
        for (const id of ids(other)) {
          if (!ids(one).includes(id)) expect(lines.some((line) => line.startsWith(`added    rule "${id}"`))).toBe(true);
        }
      }),
    );
  });
});

describe('what a file decides otherwise than another set-up', () => {
  it('is told by fixture: stage and places, before and after', () => {
    const after = withRules((rules) => rules.filter(({ id }) => id !== 'home-for-you' && id !== 'win-back'));
    const { changes, compared } = decisionChanges(setup, after);
    expect(compared).toBe(setup.fixtures!.length);
    expect(changes).toEqual([
      { name: 'Who has looked at two products is shown what goes with them', lines: ['home-picks: home-for-you → home-picks'] },
      {
        name: 'Who was gone for a year is welcomed back',
        lines: ['win-back: win-back → nothing'],
      },
    ]);
  });

  it('uses the fixtures and the shop of the file, whatever the other set-up has', () => {
    const { fixtures: _, fixtureData: __, ...published } = defaultSetup();
    expect(decisionChanges(published, setup)).toEqual({ changes: [], compared: setup.fixtures!.length });
    const other = { ...published, journey: { stages: [{ id: 'everybody', name: {}, when: {} }] } };
    const { changes } = decisionChanges(other, setup);
    expect(changes).toHaveLength(setup.fixtures!.length);
    expect(changes[0]!.lines).toContain('stage: everybody → acquisition');
  });
});
