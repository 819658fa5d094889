import * as v from 'valibot';
import { type SiteSetup, SiteSetupSchema } from '../../shared/schemas/site-setup.ts';
import { checkSetup } from '../decisioning/setup-check.ts';
import { type Finding, pointerTo } from './finding.ts';
import { type FixtureResult, runFixtures } from './run-fixtures.ts';

export interface FileCheck {
  /** null where the file does not fit the schema */
  setup: SiteSetup | null;
  /** such a file is neither pushed nor published */
  errors: Finding[];
  warnings: Finding[];
  fixtures: FixtureResult[];
}

/** Looks over what a set-up file holds, as the edge would, and runs its fixtures. A field nobody knows is an error here: the edge would drop it. */
export function checkFile(json: unknown): FileCheck {
  const parsed = v.safeParse(SiteSetupSchema, json);
  if (!parsed.success) return { setup: null, errors: parsed.issues.map(findingOf), warnings: [], fixtures: [] };
  const setup = parsed.output;
  const unknown = unknownFields(json, setup);
  const { errors, warnings } = checkSetup(setup);
  // A condition that is refused is never run, not even in a fixture.
  if (errors.length > 0) return { setup, errors: [...unknown, ...errors], warnings, fixtures: [] };
  const report = runFixtures(setup);
  return {
    setup,
    errors: [...unknown, ...report.malformed, ...report.failures],
    warnings: [...warnings, ...report.warnings, ...report.doubts],
    fixtures: report.results,
  };
}

function findingOf(issue: v.BaseIssue<unknown>): Finding {
  const keys = (issue.path ?? []).map((item) => String((item as { key?: unknown }).key ?? ''));
  return { pointer: pointerTo(...keys), message: issue.message };
}

/** Fields of a file that the schema took out, which a slip of the keyboard makes. */
export function unknownFields(written: unknown, kept: unknown, pointer = ''): Finding[] {
  if (typeof written !== 'object' || written === null || typeof kept !== 'object' || kept === null) return [];
  return Object.entries(written).flatMap(([name, value]) => {
    const at = pointer + pointerTo(name);
    return Object.hasOwn(kept, name)
      ? unknownFields(value, (kept as Record<string, unknown>)[name], at)
      : [{ pointer: at, message: 'is not a known field' }];
  });
}
