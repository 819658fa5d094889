/** What is made to be clicked, by its name or its role; the rest shows by its cursor. */
export const CLICKABLE = 'a,button,[onclick],[role=button]';
/** Where clicking often is what one does: fields, players, games and maps. */
export const NOT_JUDGED = 'input,select,textarea,label,video,audio,canvas,[contenteditable]';

/**
 * + and − around a quantity are clicked fast, and change a field's value, which no observer sees: the nearest surroundings that hold a field
 * hold exactly two buttons.
 */
function isStepper(button: Element): boolean {
  return button.closest(':has(input:not([type=hidden]))')?.querySelectorAll(CLICKABLE).length === 2;
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
