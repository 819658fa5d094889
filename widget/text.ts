/**
 * `JSON.stringify`, also on pages with an old Prototype.js, which gives arrays, texts and numbers a `toJSON` of its own: with it they become
 * texts in texts. What the page added is out of the way for this call only.
 */
export function toText(value: unknown): string {
  const prototypes: object[] = [Object.prototype, Array.prototype, String.prototype, Number.prototype];
  const added = prototypes.map((prototype) => Object.getOwnPropertyDescriptor(prototype, 'toJSON'));
  try {
    for (const prototype of prototypes) Reflect.deleteProperty(prototype, 'toJSON');
    return JSON.stringify(value);
  } finally {
    added.forEach((theirs, index) => {
      if (theirs) Object.defineProperty(prototypes[index], 'toJSON', theirs);
    });
  }
}
