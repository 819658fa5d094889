/** The five stages of the default journey, in the order a person usually meets them. A site may define others. */
export const DEFAULT_STAGES = ['acquisition', 'experimentation', 'loyalty', 'retention', 'recovery'] as const;

export type DefaultStage = (typeof DEFAULT_STAGES)[number];

/** Stage ids are open: a site may add its own (`advocacy`). */
export type StageId = DefaultStage | (string & {});
