import type { Block } from '../../shared/schemas/block.ts';
import type { Forced, Preview } from '../../shared/schemas/preview.ts';
import { element } from './dom.ts';
import { createSpots, slotOf } from './spots.ts';
import { PREVIEW_CSS } from './styles.ts';
import { type Words, wordsOf } from './words.ts';

/** What the panel shows. */
export interface Shown {
  preview?: Preview | undefined;
  blocks: readonly Block[];
  /** what is wrong, in words */
  problem?: ((words: Words) => string) | undefined;
}

const LOCALES = ['it', 'en', 'de', 'fr', 'es'];

/** @param onForce what was chosen instead of the link's. @param onEnd what the one button does that ends it */
export function createPanel(nonce: string | undefined, locale: string, onForce: (force: Forced) => void, onEnd: () => void) {
  const host = element('div', { className: 'tappa-preview' });
  const root = host.attachShadow({ mode: 'open' });
  dress(root, nonce);
  const panel = element('section', { className: 'panel' });
  root.append(panel);
  const spots = createSpots(root);
  let now: Shown = { blocks: [] };
  let isSmall = false;

  const collapse = (small: boolean): void => {
    isSmall = small;
    draw();
  };
  const draw = (): void => {
    const { preview } = now;
    const words = wordsOf(preview?.locale ?? locale);
    const focused = root.activeElement?.id;
    host.lang = words === wordsOf('it') ? 'it' : 'en';
    panel.ariaLabel = words.title;
    panel.classList.toggle('small', isSmall);
    const isOver = !preview && now.problem;
    const button = (id: string, label: string, onclick: () => void, more = {}) =>
      element('button', { id, type: 'button', className: id, onclick, ...more }, label);
    panel.replaceChildren(
      element(
        'header',
        {},
        element('h2', {}, words.title),
        !isOver &&
          button('move', words.move, () => {
            panel.dataset.side = panel.dataset.side ? '' : 'start';
          }),
        !isOver && button('fold', isSmall ? words.expand : words.collapse, () => collapse(!isSmall), { 'aria-expanded': !isSmall }),
        button('end', isOver ? words.close : words.end, onEnd),
      ),
      element(
        'div',
        { className: 'body' },
        element(
          'div',
          { role: 'status' },
          now.problem && element('p', { className: 'problem' }, now.problem(words)),
          !isOver && element('p', { className: 'soft' }, preview ? words.lead : words.asking),
          preview && stateOf(preview, words),
        ),
        ...(preview ? [...fieldsOf(preview, words, onForce), ...rulesOf(preview, now.blocks, words)] : []),
      ),
    );
    if (focused) root.getElementById(focused)?.focus();
  };
  panel.addEventListener('keydown', (event) => {
    // The page's own Escape is not for us, nor ours for the page.
    event.stopPropagation();
    if (event.key !== 'Escape' || isSmall) return;
    collapse(true);
    root.getElementById('fold')?.focus();
  });
  draw();
  (document.body ?? document.documentElement).append(host);
  if ('popover' in host) {
    host.popover = 'manual';
    host.showPopover();
  }
  return {
    show(shown: Shown): void {
      now = shown;
      draw();
      if (shown.preview) spots.show(shown.preview, shown.blocks, wordsOf(shown.preview.locale));
    },
    remove(): void {
      spots.stop();
      host.remove();
    },
  };
}

function dress(root: ShadowRoot, nonce: string | undefined): void {
  if ('adoptedStyleSheets' in Document.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PREVIEW_CSS);
    root.adoptedStyleSheets = [sheet];
  } else root.append(element('style', { nonce: nonce ?? '' }, PREVIEW_CSS));
}

function stateOf({ isDraft, expiresAt, stage }: Preview, words: Words): HTMLElement {
  const until = new Date(expiresAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const tags = [`${words.stage}: ${stage.name}`, isDraft ? words.draft : words.published, `${words.until} ${until}`];
  return element('div', { className: 'state' }, ...tags.map((text) => element('span', { className: 'tag' }, text)));
}

function fieldsOf(
  { locale, forced, stages, stores, experiments, trace }: Preview,
  words: Words,
  onForce: (force: Forced) => void,
): HTMLElement[] {
  const select = (
    id: string,
    label: string,
    value: string | undefined,
    options: { id: string; name: string }[],
    set: (value?: string) => Forced,
  ) => [
    element('label', { htmlFor: id }, label),
    element(
      'select',
      { id, onchange: ({ target }: Event) => onForce({ ...forced, ...set((target as HTMLSelectElement).value || undefined) }) },
      ...[{ id: '', name: words.asIs }, ...options].map((each) =>
        element('option', { value: each.id, selected: each.id === (value ?? '') }, each.name),
      ),
    ),
  ];
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const nameOf = (rule: string): string => trace.find((each) => each.rule === rule)?.name ?? rule;
  const given = forced.at ? localOf(new Date(forced.at)) : '';
  const setAt = (): void => {
    if (at.value !== given) onForce({ ...forced, at: at.value ? new Date(at.value).toISOString() : undefined });
  };
  const at: HTMLInputElement = element('input', {
    id: 'at',
    type: 'datetime-local',
    value: given,
    // Not while it is typed: each key makes another moment.
    onblur: setAt,
    onkeydown: ({ key }: KeyboardEvent) => key === 'Enter' && setAt(),
  });
  return [
    element('h3', {}, words.set),
    element(
      'div',
      { className: 'fields' },
      ...select('stage', words.stage, forced.stage, stages, (stage) => ({ stage })),
      element('label', { htmlFor: 'at' }, words.at),
      at,
      ...(stores[0] ? select('store', words.store, forced.store, stores, (store) => ({ store })) : []),
      ...select(
        'locale',
        words.locale,
        forced.locale,
        LOCALES.map((id) => ({ id, name: languages.of(id) ?? id })),
        (locale) => ({ locale }),
      ),
      ...experiments.flatMap(({ id, rule, variants }) =>
        select(
          `variant-${id}`,
          `${words.variant} ${nameOf(rule)}`,
          forced.variants?.[id],
          variants.map((each) => ({ id: each, name: each })),
          (variant) => {
            const { [id]: _, ...others } = forced.variants ?? {};
            return { variants: variant === undefined ? others : { ...others, [id]: variant } };
          },
        ),
      ),
      element('span'),
      element('button', { id: 'reset', type: 'button', onclick: () => onForce({}) }, words.reset),
    ),
  ];
}

/** As `datetime-local` wants it: the minute on this device's clock. */
function localOf(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function rulesOf({ trace }: Preview, blocks: readonly Block[], words: Words): HTMLElement[] {
  const shown = trace.filter(({ outcome }) => outcome === 'shown');
  const rows = [...shown, ...trace.filter((each) => !shown.includes(each))].map(({ rule, name, outcome, text, slot, variant }) => {
    const spot =
      slot === undefined
        ? null
        : slotOf(
            slot,
            blocks.find((block) => block.rule === rule),
          );
    const toSpot = () => spot?.scrollIntoView({ block: 'center' });
    return element(
      'li',
      { className: outcome },
      element(
        'div',
        {},
        spot ? element('button', { id: `rule-${rule}`, type: 'button', onclick: toSpot }, name) : element('b', {}, name),
        element('p', {}, [text, slot, variant].filter(Boolean).join(' · ')),
      ),
    );
  });
  return [element('h3', {}, words.rules), element('ol', {}, ...rows)];
}
