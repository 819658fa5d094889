import type { StageDefinition } from '../../shared/schemas/site-setup.ts';
import type { StageId } from '../../shared/stages.ts';
import { conditionHolds } from './condition.ts';
import type { Traits } from './traits.ts';

/**
 * The first stage of the list whose condition holds. Where none does, the last: a list should end with one that always holds.
 * @throws RangeError on an empty list, which no set-up that passed its schema has
 */
export function stageDefinitionOf(traits: Traits, stages: readonly StageDefinition[]): StageDefinition {
  const found = stages.find((stage) => conditionHolds(stage.when, traits)) ?? stages.at(-1);
  if (!found) throw new RangeError('A journey needs at least one stage');
  return found;
}

/** Id of the person's stage, see `stageDefinitionOf`. */
export function stageOf(traits: Traits, stages: readonly StageDefinition[]): StageId {
  return stageDefinitionOf(traits, stages).id;
}
