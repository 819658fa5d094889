import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { claimKind, VARIABLES } from '../../../edge/decisioning/content/variables.ts';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { checkSetup } from '../../../edge/decisioning/setup-check.ts';
import { spokenOf } from '../../../edge/decisioning/words/claim-words.ts';
import { BALANCE_FRESH_MS } from '../../../edge/loyalty/member.ts';
import type { MessageContent } from '../../../shared/schemas/block.ts';
import { ExperimentSchema } from '../../../shared/schemas/experiment.ts';
import { type BlockTemplate, LinkSchema, type Rule } from '../../../shared/schemas/rule.ts';
import { safeLink } from '../../../widget/blocks/safe-url.ts';
import { act, lamp, MINUTE, MONDAY } from '../journey/a-person.ts';
import { decideOn, pieces, plain } from './a-shop.ts';

type Message = Extract<BlockTemplate, { kind: 'message' }>;
const HOUR = 60 * MINUTE;
const words = (it: string) => ({ it, en: it });
const rule = (what: BlockTemplate): Rule => ({
  id: 'ours',
  name: words('nostra'),
  enabled: true,
  pages: [],
  when: { on: 'load' },
  who: {},
  slots: ['here'],
  overlay: 'corner',
  what,
  often: {},
  reason: words('perché sì'),
});
const message = (text: string, otherwise?: string, more: Partial<Message> = {}): Message => ({
  kind: 'message',
  title: words('Casa'),
  text: words(text),
  ...(otherwise === undefined ? {} : { otherwise: { text: words(otherwise) } }),
  ...more,
});
const cart = [act('cart', MONDAY, { items: [lamp], currency: 'EUR', value: 89.9 })];
type Situation = Parameters<typeof decideOn>[0];
const blockOf = (template: BlockTemplate, told: Situation = {}) =>
  decideOn({ slots: ['here'], rules: [rule(template)], ...told }).blocks[0];
const saying = (text: string, told: Situation = {}, otherwise?: string): string | undefined =>
  plain((blockOf(message(text, otherwise), told)?.content as MessageContent | undefined)?.text);
const findings = (what: BlockTemplate) => checkSetup({ ...defaultSetup(), rules: [rule(what)] });
const member = (asOfMs: number) => ({ customerId: 'anna', points: 1320, tier: 'silver', joinedAtMs: MONDAY - 30 * HOUR, asOfMs });

describe('what a text may name', () => {
  it.each([
    ['{store} è a {distance}', 'Via Torino è a 300 m'],
    ['Vieni a {storeCity}', 'Vieni a Milano'],
    ['{products, plural, one {# prodotto} other {# prodotti}} nel carrello', '1 prodotto nel carrello'],
    ['{program|Il club}', 'Club Casa'],
    ['{lastPurchaseOn|Mai}', 'Mai'],
  ])('%s', (text, said) => expect(saying(text, { facts: cart })).toBe(said));

  it('writes numbers, money and dates as the language does', () => {
    const told = { facts: cart, customer: member(MONDAY) };
    expect(saying('{points} {cartValue} {memberSince}', told, 'x')).toMatch(/^1\.?320 89,90 € \d+ novembre$/);
    expect(saying('{points} {cartValue} {memberSince}', { ...told, locale: 'en-GB' }, 'x')).toMatch(/^1,320 €89\.90 \d+ November$/);
  });

  it('has nothing of the message where a value is missing', () => {
    expect(blockOf(message('Bentornato nel livello {tier}'))).toBeUndefined();
  });
});

describe('a text that names a datum', () => {
  const stock = (asOfMs: number) => ({ facts: cart, stock: [pieces('torino', 'lamp', 2, asOfMs)] });
  const scarce = '{stock, plural, one {Ne resta # da {store}} other {Ne restano # da {store}}}';

  it('says it with its end, and the neutral words beside it', () => {
    const asOfMs = MONDAY - HOUR;
    const block = blockOf(message(scarce, 'Passa a vederla'), stock(asOfMs));
    expect(block?.content).toEqual({ title: 'Casa', text: 'Ne restano 2 da Via Torino' });
    expect(block?.otherwise).toEqual({ title: 'Casa', text: 'Passa a vederla' });
    expect(Date.parse(block!.claimsUntil!)).toBe(asOfMs + defaultSetup().stockMaxAgeMs);
  });

  it('says the neutral words past the end, or where nobody knows', () => {
    expect(saying(scarce, stock(MONDAY - defaultSetup().stockMaxAgeMs), 'Passa a vederla')).toBe('Passa a vederla');
    expect(saying(scarce, {}, 'Passa a vederla')).toBe('Passa a vederla');
    const old = { customer: member(MONDAY - BALANCE_FRESH_MS) };
    expect(saying('Hai {points} punti', old, 'Hai punti da usare')).toBe('Hai punti da usare');
  });

  it('has nothing to say past the end without neutral words', () => {
    expect(blockOf(message(scarce), stock(MONDAY - defaultSetup().stockMaxAgeMs))).toBeUndefined();
  });

  it('speaks of hours until the shop closes, and not when it is closed', () => {
    const block = blockOf(message('Aperti fino alle {openUntil}', 'Vieni a trovarci'));
    expect(block?.content).toMatchObject({ text: 'Aperti fino alle 19:30' });
    expect(Date.parse(block!.claimsUntil!) - MONDAY).toBeGreaterThan(0);
    expect(saying('Aperti fino alle {openUntil}', { at: MONDAY + 13 * HOUR }, 'Vieni a trovarci')).toBe('Vieni a trovarci');
  });

  it('speaks of the price of the page’s product, a sale’s until midnight', () => {
    const block = blockOf(message('A {price}', 'Da vedere'), { page: 'product', product: 'lamp' });
    expect(plain((block!.content as MessageContent).text)).toBe('A 79,90 €');
    expect(Date.parse(block!.claimsUntil!) - MONDAY).toBeLessThan(24 * HOUR);
  });
});

describe('texts are checked before they are saved', () => {
  const said = (template: BlockTemplate) => findings(template).errors.map(({ pointer, message: text }) => `${pointer} ${text}`);

  it('needs neutral words for a datum, and says where', () => {
    const [fault] = said(message('Hai {points} punti'));
    expect(fault).toBe(
      '/rules/0/what/text/it speaks of points by {points}, and needs neutral words for when it is not known, at /rules/0/what/otherwise/text',
    );
    expect(said(message('Hai {points} punti', 'Hai punti da usare'))).toEqual([]);
  });

  it('knows every variable that names a datum', () => {
    for (const name of VARIABLES.keys()) expect(said(message(`{${name}}`)).length > 0).toBe(claimKind(name) !== null);
  });

  it('finds variables nobody knows, and names the nearest', () => {
    expect(said(message('Ciao {progam}'))).toContain('/rules/0/what/text/it names {progam}, which is no variable; {program} is');
    expect(said(message('Ciao {firstName|cliente}'))[0]).toContain('there are products,');
  });

  it.each([
    ['neutral words that name a datum', message('{points}', '{points}'), '/rules/0/what/otherwise/text/it'],
    ['a default for a datum', message('{points|100}', 'x'), '/rules/0/what/text/it has a default for {points}'],
    ['a datum in a link', message('x', undefined, { action: { label: words('Solo {price}'), url: '/' } }), '/rules/0/what/action/label/it'],
    ['wordings by what is no number', message('{store, plural, other {x}}'), '/rules/0/what/text/it has wordings by number of {store}'],
    ['a bracket left open', message('Ciao {store'), '/rules/0/what/text/it has a "{"'],
  ])('refuses %s', (_, template, start) => expect(said(template).some((fault) => fault.startsWith(start))).toBe(true));

  it('looks into the variants of experiments and the words about why', () => {
    const setup = defaultSetup();
    const variants = [
      { id: 'a', weight: 0.5 },
      { id: 'b', weight: 0.5, what: message('{pints}') },
    ];
    const experiments = [v.parse(ExperimentSchema, { id: 'e', name: words('e'), rule: 'ours', variants })];
    const { errors } = checkSetup({ ...setup, rules: [{ ...rule(message('x')), reason: words('Hai {points} punti') }], experiments });
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/experiments/0/variants/1/what/text/it', '/rules/0/reason/it']),
    );
  });

  it('has nothing against the texts of a new site', () => {
    const { errors, warnings } = checkSetup(defaultSetup());
    expect([...errors, ...warnings].filter(({ message: text }) => /datum|variable|neutral/.test(text))).toEqual([]);
  });
});

describe('words of scarcity, prices and hours written by hand', () => {
  it.each([
    ['Solo 2 rimasti!', 'stock'],
    ['Ultimi pezzi in negozio', 'stock'],
    ['Ne restano 3', 'stock'],
    ['Aperto fino alle 19:30', 'hours'],
    ['Hai 320 punti', 'points'],
    ['Da 89,90 €', 'price'],
    ['Only 3 left', 'stock'],
    ['Now in stock', 'stock'],
    ['Open until 7pm', 'hours'],
    ['Nur noch 2 Stück', 'stock'],
    ['Geöffnet bis 20 Uhr', 'hours'],
    ['Plus que 2 articles', 'stock'],
    ['Ouvert jusqu’à 19h', 'hours'],
    ['Quedan 2 unidades', 'stock'],
    ['Abierto hasta las 20:00', 'hours'],
  ] as const)('%s is a warning', (text, kind) => {
    expect(spokenOf(text).map((each) => each.kind)).toContain(kind);
    const { errors, warnings } = findings(message(text));
    expect(errors).toEqual([]);
    expect(warnings.filter(({ pointer }) => pointer === '/rules/0/what/text/it')[0]?.message).toContain('with no datum behind it');
  });

  it.each(['Le ultime novità', 'Scopri i nostri negozi', 'Open your mind', 'Punti di vista', 'Spedizione gratuita', 'Apri il tuo regalo'])(
    '%s is none',
    (text) => expect(spokenOf(text)).toEqual([]),
  );

  it('are none where the datum is named', () => {
    expect(
      findings(message('Ne restano {stock}: solo 2 rimasti?', 'x')).warnings.filter(({ message: text }) => /datum/.test(text)),
    ).toEqual([]);
  });
});

describe('an address of a marketer', () => {
  const atEdge = (url: string): boolean => v.safeParse(LinkSchema, url).success;
  const hostile = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    '\u0000javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://a.example/1',
    'file:///etc/passwd',
    'ｊavascript:alert(1)',
    '\u200bjavascript:alert(1)',
  ];

  it.each(hostile)('%j is refused at the edge, and leads nowhere in the widget', (url) => {
    expect(atEdge(url)).toBe(false);
    const link = safeLink(url);
    if (link !== undefined) expect(new URL(link, 'https://shop.example/a/').protocol).toBe('https:');
  });

  it.each(['//evil.example', '/\\evil.example', '/\t/evil.example', '\\\\evil.example', 'https://', 'https:///x', 'lamp', ''])(
    '%j, which is not what it looks like, is refused at the edge',
    (url) => expect(atEdge(url)).toBe(false),
  );

  it.each(['/club', 'https://shop.example/è?a=b#c', 'tel:+390255500100', 'mailto:ciao@shop.example', 'HTTPS://shop.example'])(
    '%s is fine',
    (url) => {
      expect(atEdge(url)).toBe(true);
      expect(safeLink(url)).toBe(url);
    },
  );

  it('that the edge takes leads a browser by http(s), tel or mailto only, and a path stays in the shop', () => {
    const noise = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\\', '/', ':', '@', '\u200b', 'a', '%09', '．') });
    const start = fc.constantFrom('javascript', 'data', 'https', 'https://', 'tel:', 'mailto:', '/', '//', '');
    fc.assert(
      fc.property(noise, start, noise, fc.string({ unit: 'grapheme' }), (before, scheme, within, rest) => {
        const url = before + scheme + within + rest;
        if (!atEdge(url) || !URL.canParse(url, 'https://shop.example/')) return;
        const { protocol, host } = new URL(url, 'https://shop.example/');
        expect(['http:', 'https:', 'tel:', 'mailto:']).toContain(protocol);
        if (url.startsWith('/')) expect(host).toBe('shop.example');
        expect(safeLink(url)).toBe(url);
      }),
    );
  });
});

describe('whatever a marketer writes', () => {
  it('comes out as text: the same letters, and nothing else in the block', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[{}]/.test(text)),
        (text) => {
          expect(blockOf(message(text))?.content).toEqual({ title: 'Casa', text });
        },
      ),
    );
  });
});
