/** Replaced when the Worker is built: `true` by `npm start` and the tests, `false` by a deploy, where the branches it guards disappear. */
declare const TAPPA_LOCAL: boolean;

export const IS_LOCAL: boolean = typeof TAPPA_LOCAL === 'boolean' && TAPPA_LOCAL;
