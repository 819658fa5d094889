import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';

/**
 * Checks by hand what came back, so that nonsense (a proxy's error page, another service's JSON, a newer protocol) never reaches the page.
 * Its blocks are checked one by one where they are shown: an unknown or malformed one costs itself, not the answer.
 *
 * @returns null where it is no answer
 */
export function readAnswer(text: string): VisitAnswer | null {
  try {
    const said = JSON.parse(text) as VisitAnswer;
    return said.protocol === PROTOCOL_VERSION && said.journey.stage && Array.isArray(said.blocks) ? said : null;
  } catch {
    return null;
  }
}
