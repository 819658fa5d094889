/** What does not belong in JSON and is found there: comment and CDATA marks around it, a comma before a closing bracket, a final semicolon. */
const FAULTS = /(\/[/*])? ?(<!(--|\[CDATA\[)|(--|]])>)( ?\*\/)?|,(?= ?[}\]])|; ?$/g;

/**
 * The text of an `application/ld+json` block as data; raw line breaks inside strings are mended too.
 * @returns null for a block that is broken beyond the usual faults
 */
export function parseBlock(text: string, isMended = false): unknown {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ');
  try {
    return JSON.parse(isMended ? line.replace(FAULTS, '') : line);
  } catch {
    return isMended ? null : parseBlock(line, true);
  }
}
