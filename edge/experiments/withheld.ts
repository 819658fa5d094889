import type { Holdout } from '../../shared/schemas/experiment.ts';
import { hash } from './hashing.ts';

/**
 * Whether a person sees nothing of the whole site's blocks. A greater share only adds people, a smaller one only lets some go.
 * @param personId the person's stable id
 */
export function inHoldout(personId: string, holdout: Holdout | null | undefined): boolean {
  return holdout != null && hash(holdout.seed, personId, 2) < holdout.share;
}

/**
 * Whether a person sees nothing of one rule, so that there is something to compare it with. Drawn for each rule apart, and apart from its experiment:
 * who is withheld says nothing of the variant they would have had.
 * @param share of the people who see nothing of it, 0..1
 */
export function inControlGroup(personId: string, ruleId: string, share: number): boolean {
  return share > 0 && hash(`control-group:${ruleId}`, personId, 2) < share;
}
