/** What the command `npm run site` is made of. */
export { checkFile, type FileCheck } from './check-file.ts';
export { decisionChanges } from './decision-changes.ts';
export { placesIn } from './places.ts';
export { setupChanges } from './setup-changes.ts';
export { SETUP_SCHEMA_PATH, setupText } from './setup-text.ts';
