import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { checkFile } from '../../../edge/setup-file/check-file.ts';
import { setupText } from '../../../edge/setup-file/setup-text.ts';
import { setUps } from '../../support/set-ups.ts';

const SCHEMA = 'https://edge.example/v1/schemas/site-setup.json';
const read = (text: string) => checkFile(JSON.parse(text));

describe('the text of a set-up file', () => {
  it('is the same bytes however often it is read and written, whatever order it was first written in', () => {
    fc.assert(
      fc.property(setUps, (written) => {
        const first = read(JSON.stringify(written));
        expect(first.errors).toEqual([]);
        const text = setupText(first.setup!, SCHEMA);
        const again = read(text);
        expect(again.errors).toEqual([]);
        expect(setupText(again.setup!, SCHEMA)).toBe(text);
        expect(again.setup).toEqual({ $schema: SCHEMA, ...first.setup });
      }),
    );
  });

  it('names the schema first, so that editors complete it; one that names its own keeps it', () => {
    expect(setupText(defaultSetup(), SCHEMA)).toMatch(/^\{\n {2}"\$schema": "https:\/\/edge\.example/);
    expect(setupText({ ...defaultSetup(), $schema: './mine.json' }, SCHEMA)).toMatch(/^\{\n {2}"\$schema": "\.\/mine\.json"/);
    expect(setupText(defaultSetup()).startsWith('{\n  "journey"')).toBe(true);
  });

  it('has the fields in one order, whatever order they came in, and loses none that this version does not know', () => {
    const { rules, journey, ...rest } = defaultSetup();
    const [first, ...others] = rules;
    const { id, ...rule } = first!;
    expect(setupText({ ...rest, rules: [{ ...rule, id }, ...others], journey })).toBe(setupText(defaultSetup()));
    const newer = { ...defaultSetup(), weather: { sunny: true } };
    expect(JSON.parse(setupText(newer))).toEqual(newer);
  });

  it('ends in one line feed, and keeps languages in the order somebody chose', () => {
    const setup = defaultSetup();
    setup.rules[0]!.name = { en: 'First', it: 'Primo' };
    const text = setupText(setup);
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.indexOf('"First"')).toBeLessThan(text.indexOf('"Primo"'));
  });
});

describe('a file that does not fit', () => {
  const messages = (json: unknown) => checkFile(json).errors.map(({ pointer, message }) => `${pointer} ${message}`);
  const setup = defaultSetup();

  it('is told each field that nobody knows, at any depth: it would be lost on the way', () => {
    const [rule, ...rules] = setup.rules;
    const wrong = {
      ...setup,
      stockMaxAge: 1,
      rules: [{ ...rule, often: { perSesion: 1 } }, ...rules],
      slots: { 'a/b': { selector: 'h1', position: 'after', page: [] } },
    };
    expect(messages(wrong)).toEqual([
      '/rules/0/often/perSesion is not a known field',
      '/stockMaxAge is not a known field',
      '/slots/a~1b/page is not a known field',
    ]);
  });

  it('is told what the schema and the edge refuse, with pointers', () => {
    expect(checkFile('a text')).toMatchObject({ setup: null, errors: [{ pointer: '' }], fixtures: [] });
    expect(messages({ ...setup, journey: { stages: [] } })[0]).toMatch(/^\/journey\/stages /);
    expect(messages({ ...setup, rules: [setup.rules[0], setup.rules[0]] })).toEqual(['/rules/1/id "store-notice" is used twice']);
    expect(checkFile({ rules: [] }).setup).toBeNull();
  });

  it('fails where a fixture does, and only warns where the fixture only warns', () => {
    const fixture = { name: 'It', given: { at: '2026-11-16T10:00:00+01:00' }, expect: { stage: 'loyalty' } };
    expect(messages({ ...setup, fixtures: [fixture] })).toEqual([
      '/fixtures/0/expect/stage It: expects "loyalty", but the stage is "acquisition"',
    ]);
    const warned = checkFile({ ...setup, fixtures: [{ ...fixture, severity: 'warning' }] });
    expect(warned.errors).toEqual([]);
    expect(warned.warnings).toHaveLength(1);
  });
});
