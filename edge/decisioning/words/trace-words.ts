import type { ReportLanguage } from '../../experiments/assignment-words.ts';
import type { RuleTrace } from '../types.ts';

/** What became of a rule, for who looks after the site. `{slots}` are the rule's. */
export const TRACE_WORDS: Readonly<Record<ReportLanguage, Readonly<Record<RuleTrace['outcome'], string>>>> = {
  it: {
    shown: 'Si vede qui',
    disabled: 'La regola è spenta',
    page: 'Non è per questo tipo di pagina',
    'over-budget': 'È sospesa: il suo blocco rallentava le pagine',
    schedule: 'Non è il momento: il suo calendario dice altro',
    'slot-missing': 'In questa pagina non c’è il suo spazio ({slots})',
    'slot-taken': 'Il suo spazio è di una regola che viene prima',
    condition: 'Chi visita non è fra le persone a cui si rivolge',
    capped: 'È già stata mostrata quanto basta',
    'cool-down': 'Un altro messaggio è apparso sopra la pagina da poco',
    dismissed: 'Chi visita l’ha chiusa',
    'less-like-this': 'Chi visita ha chiesto meno contenuti così',
    holdout: 'Chi visita è nel gruppo che non vede nulla',
    'control-group': 'Chi visita è nel gruppo di controllo della regola',
    'nothing-to-show': 'Non c’è nulla di vero da mostrare ora',
  },
  en: {
    shown: 'Shown here',
    disabled: 'The rule is switched off',
    page: 'Not for this type of page',
    'over-budget': 'It is paused: its block slowed pages down',
    schedule: 'Not the time: its calendar says otherwise',
    'slot-missing': 'This page does not have its slot ({slots})',
    'slot-taken': 'A rule that comes earlier has its slot',
    condition: 'The visitor is not among the people it is for',
    capped: 'It has been shown as often as it may',
    'cool-down': 'Something else floated above the page a short time ago',
    dismissed: 'The visitor sent it away',
    'less-like-this': 'The visitor asked for less of this kind',
    holdout: 'The visitor is in the group that sees nothing',
    'control-group': 'The visitor is in the control group of the rule',
    'nothing-to-show': 'There is nothing true to show now',
  },
};
