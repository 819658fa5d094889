import { readFile } from 'node:fs/promises';
import { loadTypeScript } from './load-typescript.mjs';
import { SiteEdge } from './site-edge.mjs';
import { PulledFiles, parseJson, readText, sha256, writeText } from './site-files.mjs';
import { readOptions, USAGE } from './site-options.mjs';

const FINE = 0;
const FOUND = 1;

/**
 * Runs one of the commands. Throws a `Refusal` for what cannot be done as it was asked.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} 0 when all is well, 1 when something was found
 */
export async function runSite(args, env) {
  const options = readOptions(args, env);
  if (options.help) {
    say(USAGE.trimEnd());
    return FINE;
  }
  const room = await loadTypeScript('edge/setup-file/command-source.ts');
  return { check, pull, push }[options.command](options, room);
}

async function check({ file, shownFile, remote }, room) {
  const checked = await checkedFile(file, shownFile, room);
  if (checked === null) return FOUND;
  const { setup, errors, fixtures } = checked;
  if (setup !== null && remote !== null) await compareWithPublished(setup, remote, room);
  conclude(shownFile, errors, fixtures);
  return errors.length > 0 ? FOUND : FINE;
}

/** Where the fixtures of the file are decided otherwise than by what is in force. */
async function compareWithPublished(setup, remote, room) {
  const { setup: published, version } = await new SiteEdge(remote).read('published');
  const { changes, compared } = room.decisionChanges(published, setup);
  say(`Against version ${version} of "${remote.site}", which is published on ${remote.edge}:`);
  for (const { name, lines } of changes) say(`  ${name}\n${lines.map((line) => `    ${line}`).join('\n')}`);
  say(
    `  ${countOf(compared, 'fixture')} compared, ${changes.length === 0 ? 'none is' : `${changes.length} ${changes.length === 1 ? 'is' : 'are'}`} decided otherwise.\n`,
  );
}

async function pull({ file, shownFile, version, force, stateDir, remote }, room) {
  const edge = new SiteEdge(remote);
  const draft = await edge.read('draft');
  const wanted = version === 'draft' ? draft : await edge.read(version);
  const text = room.setupText(wanted.setup, remote.edge + room.SETUP_SCHEMA_PATH);
  const pulled = new PulledFiles(stateDir);
  const there = await readFile(file, 'utf8').catch(() => null);
  const known = await pulled.find(file, remote);
  if (there !== null && there !== text && known?.sha256 !== sha256(there) && !force) {
    say(`${shownFile} holds what was not pushed to "${remote.site}". It is as it was; --force overwrites it.`);
    return FOUND;
  }
  if (there !== text) await writeText(file, text, shownFile);
  await pulled.note(file, remote, draft.etag, text);
  const what = version === 'draft' ? 'the draft' : `version ${wanted.version}`;
  say(`${shownFile} ${there === text ? 'is already' : 'is now'} ${what} of "${remote.site}" on ${remote.edge}.`);
  return FINE;
}

async function push({ file, shownFile, dryRun, force, stateDir, remote }, room) {
  const checked = await checkedFile(file, shownFile, room);
  if (checked === null) return FOUND;
  const { setup, errors, fixtures, text } = checked;
  if (errors.length > 0) {
    conclude(shownFile, errors, fixtures);
    say('Nothing was sent.');
    return FOUND;
  }
  const edge = new SiteEdge(remote);
  const draft = await edge.read('draft');
  const pulled = new PulledFiles(stateDir);
  const schemaUrl = remote.edge + room.SETUP_SCHEMA_PATH;
  if (room.setupText(setup, schemaUrl) === room.setupText(draft.setup, schemaUrl)) {
    await pulled.note(file, remote, draft.etag, text);
    say(`The draft of "${remote.site}" is the same already.`);
    return FINE;
  }
  const known = await pulled.find(file, remote);
  if (known !== undefined && known.etag !== draft.etag && !force) return tellLost(shownFile, remote);
  const changes = room.setupChanges(draft.setup, setup);
  say(`What changes in the draft of "${remote.site}" on ${remote.edge}:`);
  for (const line of changes.length > 0 ? changes : ['only the order of fields that have none']) say(`  ${line}`);
  if (dryRun) {
    say('Nothing was sent.');
    return FINE;
  }
  const outcome = await edge.write(setup, draft.etag);
  if (outcome.lost) return tellLost(shownFile, remote);
  if (outcome.errors) {
    say(`The edge refuses ${shownFile}, and the draft is as it was:`);
    for (const error of outcome.errors) say(`  ${error.pointer} ${error.message}`);
    return FOUND;
  }
  await pulled.note(file, remote, outcome.etag, text);
  say('The draft is pushed. Visitors see it once it is published.');
  return FINE;
}

/** Two people at once: neither loses anything. */
function tellLost(shownFile, { site }) {
  say(`Somebody else has changed the draft of "${site}" since ${shownFile} was pulled. Nothing was sent, and both are as they were.`);
  say('Pull the draft into another file, bring the two together, and push again; or push --force to take its place.');
  return FOUND;
}

/** Reads and checks a file, and prints what was found; null where it is not JSON. */
async function checkedFile(file, shownFile, room) {
  const text = await readText(file, shownFile);
  const parsed = await parseJson(text);
  if (parsed.wrong !== undefined) {
    for (const { line, column, message } of parsed.wrong) say(`${shownFile}:${line}:${column}: error: ${message}`);
    say(`${shownFile} is not JSON as a set-up needs it.`);
    return null;
  }
  const { setup, errors, warnings, fixtures } = room.checkFile(parsed.json);
  const placeOf = room.placesIn(text);
  const tell = (severity, { pointer, message }) => {
    const { line, column } = placeOf(pointer);
    say(`${shownFile}:${line}:${column}: ${severity}: ${pointer === '' ? '' : `${pointer} `}${message}`);
  };
  for (const warning of warnings) tell('warning', warning);
  for (const error of errors) tell('error', error);
  return { setup, errors, fixtures, text };
}

function conclude(shownFile, errors, fixtures) {
  const holding = fixtures.filter(({ ok }) => ok).length;
  const ran = fixtures.length === 0 ? 'no fixtures' : `${holding} of ${countOf(fixtures.length, 'fixture')} hold`;
  say(`${shownFile}: ${errors.length === 0 ? 'fine' : countOf(errors.length, 'error')}, ${ran}.`);
}

const countOf = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;

function say(line) {
  process.stdout.write(`${line}\n`);
}
