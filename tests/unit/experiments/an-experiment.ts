import * as v from 'valibot';
import { type Experiment, ExperimentSchema } from '../../../shared/schemas/experiment.ts';

/** An experiment on the rule `picks`, as it comes out of the schema. */
export const experiment = (more: Record<string, unknown> = {}): Experiment =>
  v.parse(ExperimentSchema, {
    id: 'title-test',
    name: { it: 'Prova del titolo', en: 'Title test' },
    rule: 'picks',
    variants: [
      { id: 'as-is', weight: 0.5 },
      { id: 'shorter', weight: 0.5 },
    ],
    ...more,
  });

export const NOON = Date.parse('2026-11-24T12:00:00Z');

/** People with ids as a site has them. */
export const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `person-${index}`);
