/** What is made to be clicked, by its name or its role; the rest shows by its cursor. */
const CLICKABLE = 'a,button,summary,[onclick],[role=button]';
/** Where clicking often is what one does: fields, players, games and maps. */
const NOT_JUDGED = 'input,select,textarea,label,video,audio,canvas,[contenteditable],[draggable=true]';

/**
 * + and − around a quantity are clicked fast, and change a field's value, which no observer sees: the parent or grandparent of such a button
 * holds a field and exactly two buttons.
 */
function isStepper({ parentElement: parent }: Element): boolean {
  return [parent, parent?.parentElement].some(
    (around) => around?.querySelector('input') && around.querySelectorAll(CLICKABLE).length === 2,
  );
}

/**
 * What a person clicked, as far as it can be judged: the button or link around the target, else the target itself. Undefined where clicks mean
 * something else, and inside web components (and our own blocks), whose changes cannot be seen from outside.
 */
export function judgedTarget(event: Event): Element | undefined {
  const target = event.target as Element;
  if (!event.isTrusted || event.composedPath()[0] !== target || target.localName.includes('-') || target.closest(NOT_JUDGED))
    return undefined;
  const place = target.closest(CLICKABLE) ?? target;
  return isStepper(place) ? undefined : place;
}

/** Whether it looks as if something would happen, and it is not the browser's own business (a link that leads somewhere). */
export function promisesEffect(element: Element): boolean {
  const href = element.getAttribute('href');
  return href ? /^(#!?$|javascript:)/.test(href) : element.matches(CLICKABLE) || getComputedStyle(element).cursor === 'pointer';
}
