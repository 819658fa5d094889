import type { AssignmentReason } from './assign.ts';

/** Languages that a marketer reads what became of an experiment in. */
export type ReportLanguage = 'it' | 'en';

/** Why a person sees what they see, for the trace of a decision. */
export const ASSIGNMENT_WORDS: Readonly<Record<ReportLanguage, Readonly<Record<AssignmentReason, string>>>> = {
  it: {
    forced: 'Scelta per questa anteprima',
    assigned: 'Assegnata ora a questa variante',
    kept: 'Vede la variante che ha già visto',
    stopped: 'Una variante peggiorava ciò che non doveva peggiorare: fermata, si vede il controllo',
    holdout: 'Nel gruppo che non vede nulla, per misurare l’effetto di tutto il resto',
    'control-group': 'Nel gruppo di controllo di questa regola: non la vede',
    'older-buckets': 'Ha preso parte a una fase precedente e non conta più in questo esperimento',
    'other-namespace': 'Riservata a un altro esperimento',
    'outside-coverage': 'Fuori dalla quota di persone che partecipa all’esperimento',
  },
  en: {
    forced: 'Chosen for this preview',
    assigned: 'Assigned to this variant now',
    kept: 'Sees the variant they have seen before',
    stopped: 'A variant made worse what was not to get worse: stopped, the control is seen',
    holdout: 'In the group that sees nothing, so that the effect of all the rest can be measured',
    'control-group': 'In the control group of this rule: does not see it',
    'older-buckets': 'Took part in an earlier phase, and no longer counts in this experiment',
    'other-namespace': 'Kept for another experiment',
    'outside-coverage': 'Outside the share of people who take part in the experiment',
  },
};
