/** What one room of the house may use. A room is named by its path; the longest that fits a file is the file's room. */
export interface RoomRule {
  /** rooms whose code it may import; itself always */
  code?: readonly string[];
  /** rooms of which it may import types only */
  types?: readonly string[];
  /** packages, besides those of the row's parents */
  packages?: readonly string[];
  /** no clock, no randomness, no environment but as arguments */
  pure?: true;
}

const PROFILE = 'edge/visitor/profile.ts';
const PURE_ROOMS = ['edge/journey', 'edge/recommendations', 'edge/stores', 'edge/loyalty', 'edge/experiments', 'edge/catalog'] as const;

/** Never imported as code by what answers requests: objects and their SQL are reached through their clients. */
export const INNER_FILES = /^edge\/(visitor|site|traffic|replay\/job)\/(.*-(object|store)\.ts$|store\/)/;

/** The table of who may import whom. */
export const ROOMS: Readonly<Record<string, RoomRule>> = {
  shared: { types: ['shared/schemas'], pure: true },
  'shared/schemas': { code: ['shared'], packages: ['valibot'] },

  // The core is what every page loads: types of the schemas cost nothing, valibot and the renderer would.
  widget: { code: ['shared'], types: ['shared/schemas', 'widget/renderer'] },
  // Its entry is handed the core's own means, as types only.
  'widget/renderer': { code: ['shared', 'widget/blocks'], types: ['shared/schemas', 'widget'], packages: ['preact', 'preact/hooks'] },
  'widget/blocks': { code: ['shared'], types: ['shared/schemas', 'widget/renderer'], packages: ['preact', 'preact/hooks'] },

  'edge/journey': { code: ['shared', 'shared/schemas'], types: [PROFILE], packages: ['@growthbook/growthbook'], pure: true },
  'edge/recommendations': { code: ['shared', 'shared/schemas'], types: [PROFILE], pure: true },
  'edge/stores': { code: ['shared', 'shared/schemas'], types: [PROFILE], pure: true },
  'edge/loyalty': { code: ['shared', 'shared/schemas'], types: [PROFILE], pure: true },
  'edge/experiments': { code: ['shared', 'shared/schemas'], types: [PROFILE], pure: true },
  // Products come in files: they are read and their fields understood as those of every import.
  'edge/catalog': { code: ['shared', 'shared/schemas', 'edge/imports'], types: [PROFILE], pure: true },
  'edge/decisioning': { code: ['shared', 'shared/schemas', ...PURE_ROOMS], types: [PROFILE], pure: true },
  // The file of a whole set-up, and its fixtures: decisions on facts and rows that a file tells, with neither objects nor a network.
  'edge/setup-file': {
    code: ['shared', 'shared/schemas', 'edge/decisioning', 'edge/imports', 'edge/visitor', 'edge/visits/categories.ts', ...PURE_ROOMS],
    packages: ['valibot'],
    pure: true,
  },
  // What a draft would change in the visits there were: pure, and the job that goes through them in slices.
  'edge/replay': {
    code: ['shared', 'shared/schemas', 'edge/decisioning', 'edge/visitor/fingerprint.ts'],
    types: ['edge/recommendations'],
    pure: true,
  },
  'edge/replay/job': {
    code: ['shared', 'shared/schemas', 'edge/replay', 'edge/platform', 'edge/site', 'edge/traffic'],
    types: ['edge/recommendations'],
    packages: ['cloudflare:workers'],
  },
  'edge/imports': { code: ['shared', 'shared/schemas'], packages: ['saxes', 'valibot'] },

  // A person's object notes the stage with the facts that lead to it, by the pure code that answers with it.
  'edge/visitor': { code: ['shared', 'shared/schemas', 'edge/platform', 'edge/journey'], packages: ['cloudflare:workers'] },
  'edge/site': {
    code: [
      'shared',
      'shared/schemas',
      'edge/platform',
      'edge/imports',
      'edge/catalog',
      'edge/recommendations',
      'edge/journey',
      'edge/experiments',
    ],
    packages: ['cloudflare:workers', 'valibot'],
  },
  // What was decided, for whoever asks again.
  'edge/traffic': {
    code: ['shared', 'shared/schemas', 'edge/platform', 'edge/visitor/fingerprint.ts'],
    types: ['edge/decisioning', 'edge/recommendations', 'edge/visitor'],
    packages: ['cloudflare:workers'],
  },
  'edge/http': {
    code: ['shared', 'shared/schemas', 'edge/platform', 'edge/site'],
    types: ['edge/recommendations'],
    packages: ['hono', 'valibot', 'jose'],
  },
  // The API in words: tables that a script makes a document of.
  'edge/http/openapi': { code: ['shared', 'shared/schemas', 'edge/http'], packages: ['valibot'] },
  'edge/routes': {
    code: [
      'shared',
      'shared/schemas',
      'edge/http',
      'edge/platform',
      'edge/site',
      'edge/visitor',
      'edge/visits',
      'edge/traffic',
      'edge/replay',
      'edge/replay/job',
      'edge/imports',
      'edge/analytics',
      'edge/decisioning',
      'edge/setup-file',
      ...PURE_ROOMS,
    ],
    packages: ['hono', 'valibot', 'uuid'],
  },
  'edge/visits': {
    code: ['shared', 'shared/schemas', 'edge/http', 'edge/platform', 'edge/site', 'edge/visitor', 'edge/traffic', 'edge/journey'],
    types: ['edge/decisioning', 'edge/imports'],
  },
  'edge/analytics': { code: ['shared', 'shared/schemas', 'edge/platform', 'edge/site', 'edge/traffic'] },
  'edge/console': { code: ['shared', 'shared/schemas', 'edge/platform'], packages: ['hono'] },
  'edge/console/app': { code: ['shared'], types: ['shared/schemas'], packages: ['preact', 'preact/hooks'] },
  'edge/demo-shop': { code: ['shared', 'shared/schemas', 'edge/http', 'edge/platform', 'edge/imports'], packages: ['hono', 'jose'] },
  'edge/demo-shop/browser': { code: ['edge/demo-shop'] },
  'edge/platform': { code: ['shared'], types: ['edge/site', 'edge/visitor', 'edge/traffic', 'edge/replay/job'] },
  edge: {
    code: [
      'edge/http',
      'edge/routes',
      'edge/console',
      'edge/demo-shop',
      'edge/analytics',
      'edge/platform',
      'edge/site',
      'edge/traffic',
      'edge/replay/job',
      'edge/visitor',
      'edge/visits',
    ],
    packages: ['hono'],
  },
};

/** The room of a file: the longest name that fits. */
export function roomOf(path: string): string | undefined {
  const fits = Object.keys(ROOMS).filter((room) => path.startsWith(`${room}/`));
  return fits.sort((a, b) => b.length - a.length)[0];
}
