type Child = Node | string | false | null | undefined;

/** An element with properties and children; names with a dash become attributes. No markup is parsed: Trusted Types have nothing to say. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Record<string, unknown> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-')) made.setAttribute(key, `${value}`);
    else (made as unknown as Record<string, unknown>)[key] = value;
  }
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}
