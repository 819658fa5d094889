/** What does not belong in JSON and is found there: comment and CDATA marks or an assignment around it, commas before closing brackets. */
const FAULTS = /^([^{]*CDATA\[)?[^{[]*|[\s;/*>-]*(]]>.*)?$|,(?= ?[}\]])/g;

/**
 * The text of an `application/ld+json` block as data; raw line breaks inside strings are mended too.
 * @returns null for a block that is broken beyond the usual faults
 */
export function parseBlock(text: string, isMended?: boolean): unknown {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ');
  try {
    return JSON.parse(isMended ? line.replace(FAULTS, '') : line);
  } catch {
    return isMended ? null : parseBlock(line, true);
  }
}
