import type { Fixture } from '../../shared/schemas/fixture.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { decide } from '../decisioning/decide.ts';
import type { Decision } from '../decisioning/types.ts';
import { differences, unknownNames } from './compare-decision.ts';
import { type Finding, pointerTo } from './finding.ts';
import { inputOf } from './fixture-input.ts';
import { shopsOf } from './fixture-shop.ts';

/** What a set-up decides, in short. */
export interface DecisionSummary {
  stage: string;
  /** by slot, the rule that has it */
  slots: Record<string, string>;
}

export interface FixtureResult {
  name: string;
  severity: 'error' | 'warning';
  ok: boolean;
  /** where the decision is another than expected; empty where it is as expected, and where the situation cannot be used */
  differences: Finding[];
  /** null where the situation cannot be used */
  decision: DecisionSummary | null;
}

export interface FixtureReport {
  results: FixtureResult[];
  /** situations that cannot be used, whatever the set-up decides: such a file is not kept */
  malformed: Finding[];
  /** decisions that must not be published */
  failures: Finding[];
  /** other decisions than expected that may be published */
  doubts: Finding[];
  /** what was left out of a situation, and expectations that prove nothing */
  warnings: Finding[];
}

/**
 * Runs the fixtures of a set-up: each situation through the reducer and the decision of the edge. Pure: the file alone says what comes out.
 * @param setup one of which `checkSetup` has no errors: conditions that it refuses might take for ever
 */
export function runFixtures(setup: SiteSetup): FixtureReport {
  const shopAt = shopsOf(setup);
  const report: FixtureReport = { results: [], malformed: [], failures: [], doubts: [], warnings: [] };
  const names = new Set<string>();
  for (const [index, fixture] of (setup.fixtures ?? []).entries()) {
    const pointer = pointerTo('fixtures', index);
    if (names.has(fixture.name)) report.malformed.push({ pointer: `${pointer}/name`, message: `"${fixture.name}" is used twice` });
    names.add(fixture.name);
    const shop = shopAt(fixture.given, `${pointer}/given`, Date.parse(fixture.given.at));
    const { input, errors, warnings } = inputOf(fixture, setup, shop, pointer);
    report.malformed.push(...errors);
    report.warnings.push(...warnings, ...unknownNames(fixture.expect, setup, `${pointer}/expect`));
    const result = errors.length > 0 ? unusable(fixture) : resultOf(fixture, decide(input), setup, pointer);
    report.results.push(result);
    (result.severity === 'error' ? report.failures : report.doubts).push(
      ...result.differences.map((each) => ({ ...each, message: `${fixture.name}: ${each.message}` })),
    );
  }
  return { ...report, malformed: distinct(report.malformed), warnings: distinct(report.warnings) };
}

/**
 * What a set-up decides in one situation, with its shop or the one that all fixtures share. Pointers are into `{given}`.
 * @param setup one of which `checkSetup` has no errors
 */
export function decideFixture(setup: SiteSetup, given: Fixture['given']): { errors: Finding[]; warnings: Finding[]; decision: Decision } {
  const shop = shopsOf(setup)(given, '/given', Date.parse(given.at));
  const { input, errors, warnings } = inputOf({ name: '', given, expect: {} }, setup, shop, '');
  return { errors: distinct(errors), warnings: distinct(warnings), decision: decide(input) };
}

function resultOf({ name, severity = 'error', expect }: Fixture, decision: Decision, setup: SiteSetup, pointer: string): FixtureResult {
  const found = differences(expect, decision, setup, `${pointer}/expect`);
  return { name, severity, ok: found.length === 0, differences: found, decision: summaryOf(decision) };
}

function unusable({ name, severity = 'error' }: Fixture): FixtureResult {
  return { name, severity, ok: false, differences: [], decision: null };
}

function summaryOf({ journey, blocks }: Decision): DecisionSummary {
  return { stage: journey.stage, slots: Object.fromEntries(blocks.map(({ slot, rule }) => [slot, rule])) };
}

/** What is wrong in the shop that fixtures share is said once. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((each) => [`${each.pointer} ${each.message}`, each])).values()];
}
