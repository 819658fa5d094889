/** What may stand in an element. Nothing is drawn for an empty text or a condition that does not hold; 0 is a number like others. */
export type Child = Node | string | number | false | null | undefined;

type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** Puts children in. Throws a TypeError for anything that is neither node, text nor number: what an answer mangled is not shown. */
export function fill(parent: Element, children: Child[]): void {
  const kept = children.filter((child) => child || child === 0) as (Node | string | number)[];
  for (const child of kept) if (typeof child === 'object' && !('nodeType' in child)) throw new TypeError('not a node');
  parent.replaceChildren(...kept.map((child) => (typeof child === 'number' ? String(child) : child)));
}

/**
 * Makes an element: functions are listeners (`onclick`), `true` is an attribute without value, `false`, `undefined` and `''` are none.
 * Texts become text nodes and attributes, never markup.
 */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value || value === 0) element.setAttribute(name, value === true ? '' : String(value));
  }
  fill(element, children);
  return element;
}

/** A list that is not there where it has no items. */
export function list<T>(look: string, items: T[], draw: (item: T) => Child[]): Child {
  return items.length > 0 && el('ul', { class: look }, ...items.map((item) => el('li', {}, ...draw(item))));
}
