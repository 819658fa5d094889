import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from './bootstrap.mjs';
import { ROOT } from './paths.mjs';

export const USAGE = `The whole set-up of a site as one JSON file.

  npm run site -- check FILE    looks the file over and runs its fixtures; needs no server
  npm run site -- pull FILE     writes the draft of a site into the file
  npm run site -- push FILE     says what changes, then makes the file the draft of the site

  --edge URL       where Tappa answers; pull and push: http://localhost:8787, or TAPPA_EDGE.
                   With check: also says where the fixtures are decided otherwise than by what is published
  --site ID        the site, or TAPPA_SITE
  --token TOKEN    token of the admin API; better in TAPPA_ADMIN_TOKEN, where nobody else sees it
  --version V      pull: "draft" (default), "published", or the number of a version
  --dry-run        push: only says what would change
  --force          pull: overwrites changes that were not pushed; push: takes the place of what others changed since the last pull

Ends with 0 when all is well, 1 when something was found, 2 when it could not be done as asked.
`;

const COMMANDS = ['check', 'pull', 'push'];
const DEFAULT_EDGE = 'http://localhost:8787';
const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

const OPTIONS = {
  edge: { type: 'string' },
  site: { type: 'string' },
  token: { type: 'string' },
  version: { type: 'string' },
  'dry-run': { type: 'boolean' },
  force: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};
/** Options that only some commands have a use for. */
const ONLY_OF = { version: ['pull'], 'dry-run': ['push'], force: ['pull', 'push'] };

/**
 * Reads the command line. Throws a `Refusal` in a sentence; what stands on the line is repeated only as far as it is no secret.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {{help: true} | {help: false, command: 'check'|'pull'|'push', file: string, shownFile: string, version: string, dryRun: boolean,
 *   force: boolean, stateDir: string, remote: {edge: string, site: string, token: string} | null}} `remote` is null for a check without a server
 */
export function readOptions(args, env) {
  const { values, positionals } = parsed(args);
  if (values.help || args.length === 0) return { help: true };
  const [command, shownFile, ...more] = positionals;
  if (!COMMANDS.includes(command)) throw new Refusal(`The command is one of ${COMMANDS.join(', ')}. --help says more.`);
  if (shownFile === undefined) throw new Refusal(`Which file? npm run site -- ${command} FILE`);
  if (more.length > 0) throw new Refusal(`One file at a time: npm run site -- ${command} FILE`);
  for (const [name, commands] of Object.entries(ONLY_OF)) {
    if (values[name] !== undefined && !commands.includes(command)) throw new Refusal(`--${name} says nothing to ${command}.`);
  }
  return {
    help: false,
    command,
    // npm starts scripts at the root of the repository, wherever somebody called it.
    file: resolve(env.INIT_CWD || process.cwd(), shownFile),
    shownFile,
    version: versionOf(values.version),
    dryRun: values['dry-run'] ?? false,
    force: values.force ?? false,
    stateDir: resolve(ROOT, env.TAPPA_STATE || '.tappa'),
    remote: command === 'check' && values.edge === undefined ? null : remoteOf(values, env),
  };
}

function parsed(args) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    if (!String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
    const name = /--?[a-z-]+/i.exec(error.message)?.[0] ?? 'One of the options';
    throw new Refusal(
      error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `${name} is not an option. --help lists them.`
        : `${name} is not used like this. --help shows how.`,
    );
  }
}

function versionOf(text = 'draft') {
  if (text === 'draft' || text === 'published' || /^[1-9]\d*$/.test(text)) return text;
  throw new Refusal(`--version is "draft", "published" or a number, not "${text}".`);
}

function remoteOf(values, env) {
  const site = values.site ?? env.TAPPA_SITE;
  if (!site) throw new Refusal('Which site? --site ID, or TAPPA_SITE.');
  const token = values.token ?? env.TAPPA_ADMIN_TOKEN;
  if (!token) throw new Refusal('The token of the admin API is missing: set TAPPA_ADMIN_TOKEN, or give --token.');
  if (/[^\x21-\x7e]/.test(token)) throw new Refusal('The token of the admin API has signs in it that no token has.');
  return { edge: edgeOf(values.edge ?? env.TAPPA_EDGE ?? DEFAULT_EDGE), site, token };
}

function edgeOf(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Refusal('--edge is the address of an edge, such as https://tappa.shop.example.');
  if (url.username || url.password) throw new Refusal('--edge is an address without a name or password in it.');
  if (url.protocol === 'http:' && !LOCAL_HOSTS.has(url.hostname)) {
    throw new Refusal(`The token would travel in the clear: use https://${url.host}.`);
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
