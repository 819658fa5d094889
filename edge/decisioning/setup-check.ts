import { OVERLAY_SLOT } from '../../shared/protocol.ts';
import type { Schedule, Texts } from '../../shared/schemas/rule.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { type ConditionProblem, checkCondition, conditionPaths, escapePointer } from '../journey/condition.ts';
import { unknownAttributes, unknownRules } from './attribute-check.ts';
import { checkExperiments } from './experiments-check.ts';
import { checkMerchandising } from './merchandising-check.ts';
import { checkReach } from './reach-check.ts';
import { everOpens } from './schedule.ts';
import { checkSegments } from './segment-check.ts';
import { checkPlainTexts, checkTemplateTexts } from './texts-check.ts';

/** Something that does not stop a set-up from working, but that its author should see. */
export interface SetupFindings {
  /** it must not be saved like this */
  errors: ConditionProblem[];
  warnings: ConditionProblem[];
}

/**
 * What a schema cannot see in a set-up: conditions that would never be run, ids used twice, a journey that may end nowhere,
 * slots placed for nobody, experiments that cannot be run, texts missing in Italian or English. Pointers are JSON pointers into the set-up.
 */
export function checkSetup(setup: SiteSetup): SetupFindings {
  const errors: ConditionProblem[] = [];
  const warnings: ConditionProblem[] = [];
  const { stages } = setup.journey;
  stages.forEach((stage, index) => {
    const at = `/journey/stages/${index}`;
    errors.push(...below(`${at}/when`, [...checkCondition(stage.when), ...unknownAttributes(stage.when)]));
    warnings.push(...missingLanguages(stage.name, `${at}/name`));
    if (conditionPaths(stage.when).has('stage')) {
      warnings.push({ pointer: `${at}/when`, message: 'asks for the stage, which is not known yet where stages are tested' });
    }
  });
  errors.push(
    ...usedTwice(stages, '/journey/stages'),
    ...usedTwice(setup.rules, '/rules'),
    ...usedTwice(setup.segments ?? [], '/segments'),
    ...usedTwice(setup.merchandising ?? [], '/merchandising'),
    ...checkSegments(setup),
  );
  setup.segments?.forEach(({ name }, index) => {
    warnings.push(...missingLanguages(name, `/segments/${index}/name`));
  });
  const last = stages.at(-1);
  if (last && Object.keys(last.when).length > 0) {
    warnings.push({
      pointer: `/journey/stages/${stages.length - 1}/when`,
      message: 'the last stage should always hold: whoever fits no stage is counted here',
    });
  }
  const ruleIds = new Set(setup.rules.map(({ id }) => id));
  setup.rules.forEach((rule, index) => {
    const at = `/rules/${index}`;
    errors.push(...below(`${at}/who`, [...checkCondition(rule.who), ...unknownAttributes(rule.who, 'rule')]));
    warnings.push(...below(`${at}/who`, unknownRules(rule.who, ruleIds)));
    if (rule.what.kind === 'feedback' && rule.what.input.type === 'scale' && rule.what.input.min >= rule.what.input.max) {
      errors.push({ pointer: `${at}/what/input/max`, message: 'must be more than min' });
    }
    if (rule.schedule) errors.push(...below(`${at}/schedule`, scheduleProblems(rule.schedule)));
    const texts = checkTemplateTexts(rule.what, `${at}/what`);
    errors.push(...texts.errors, ...checkPlainTexts(rule.reason, `${at}/reason`));
    warnings.push(...missingLanguages(rule.reason, `${at}/reason`), ...textsBelow(rule.what, `${at}/what`), ...texts.warnings);
  });
  const ofMerchandising = checkMerchandising(setup);
  errors.push(...ofMerchandising.errors);
  warnings.push(...ofMerchandising.warnings);
  const wanted = new Set(setup.rules.flatMap(({ slots }) => slots));
  for (const name of Object.keys(setup.slots ?? {})) {
    const pointer = `/slots/${escapePointer(name)}`;
    if (name === OVERLAY_SLOT) errors.push({ pointer, message: `"${OVERLAY_SLOT}" floats above every page and cannot be placed in it` });
    else if (!wanted.has(name)) warnings.push({ pointer, message: 'no rule may stand here: no rule names this slot' });
  }
  const experiments = setup.experiments ?? [];
  errors.push(...usedTwice(experiments, '/experiments'));
  experiments.forEach(({ variants }, index) => {
    const at = `/experiments/${index}/variants`;
    errors.push(...usedTwice(variants, at));
    variants.forEach(({ what }, variant) => {
      const texts = what && checkTemplateTexts(what, `${at}/${variant}/what`);
      errors.push(...(texts?.errors ?? []));
      warnings.push(...textsBelow(what, `${at}/${variant}/what`), ...(texts?.warnings ?? []));
    });
  });
  const ofExperiments = checkExperiments(setup);
  errors.push(...ofExperiments.errors);
  warnings.push(...ofExperiments.warnings);
  // Of conditions that are not sound nothing can be told.
  if (errors.length > 0) return { errors, warnings };
  const reach = checkReach(setup);
  return { errors: reach.errors, warnings: [...warnings, ...reach.warnings] };
}

/** What no minute of the calendar would ever open. */
function scheduleProblems(schedule: Schedule): ConditionProblem[] {
  const { from, until, weekly = [] } = schedule;
  if (from !== undefined && until !== undefined && from >= until) return [{ pointer: '/until', message: 'must be after "from"' }];
  const empty = weekly.flatMap(({ opens, closes }, index) =>
    opens === closes ? [{ pointer: `/weekly/${index}/closes`, message: 'must not be the same as "opens"' }] : [],
  );
  if (empty.length > 0) return empty;
  return everOpens(schedule) ? [] : [{ pointer: '/weekly', message: 'never opens between "from" and "until"' }];
}

function below(pointer: string, problems: readonly ConditionProblem[]): ConditionProblem[] {
  return problems.map((problem) => ({ pointer: pointer + problem.pointer, message: problem.message }));
}

function usedTwice(entries: readonly { id: string }[], pointer: string): ConditionProblem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, index) => {
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [{ pointer: `${pointer}/${index}/id`, message: `"${id}" is used twice` }] : [];
  });
}

const TEXT_FIELDS = new Set(['title', 'text', 'question', 'thanks', 'memberTitle', 'joinTitle', 'joinText', 'label']);

function textsBelow(value: unknown, pointer: string): ConditionProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = `${pointer}/${key}`;
    return TEXT_FIELDS.has(key) && typeof inner === 'object' && inner !== null
      ? missingLanguages(inner as Texts, at)
      : textsBelow(inner, at);
  });
}

function missingLanguages(texts: Texts, pointer: string): ConditionProblem[] {
  return ['it', 'en'].flatMap((language) =>
    texts[language] ? [] : [{ pointer: `${pointer}/${language}`, message: `has no text in ${language === 'it' ? 'Italian' : 'English'}` }],
  );
}
