/**
 * A part of its own, fetched when a shopper asks for it: what they may do about their own data.
 */
import type { PrivacyMeans, RunPrivacyAct } from './seam.ts';

/** Name of the file a shopper gets; the site's follows. */
const FILE_NAME = 'tappa';

/** Asks the edge about one's own data, by one's own secret, and signed in for the whole account. @throws where the edge did not do it */
async function askEdge({ window, address, visitor, token }: PrivacyMeans, method: 'GET' | 'DELETE'): Promise<Blob> {
  const identity = token();
  const response = await window.fetch(`${address}/visitors/me`, {
    method,
    headers: { authorization: `Bearer ${visitor.id}.${visitor.key}`, ...(identity && { 'tappa-identity': identity }) },
  });
  // Nothing there to erase, or erased before: that is what was asked for.
  if (!response.ok && !(method === 'DELETE' && response.status === 404)) throw new Error(`${response.status}`);
  return response.blob();
}

/** Hands the browser a file to keep, as a click on a download link does. */
function save({ document, URL, setTimeout }: Window & typeof globalThis, file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // The browser reads the file in its own time; a minute later nobody does.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * - `reset`: this device forgets who it was and what it knew; the next question is a newcomer's
 * - `download`: everything the edge keeps of this visitor, as a file
 * - `erase`: all of it goes, at the edge first, then here; if the edge could not, nothing has changed
 */
export const run: RunPrivacyAct = async (act, means) => {
  if (act === 'download') {
    const name = `${FILE_NAME}-${means.site}.json`;
    return save(means.window as Window & typeof globalThis, await askEdge(means, 'GET'), name);
  }
  if (act === 'erase') await askEdge(means, 'DELETE');
  // An edge served from a path of the shop has a cookie too, by which it would know who comes back.
  const { window, address } = means;
  if (address.startsWith(`${window.location.origin}/`)) await window.fetch(`${address}/cookie`, { method: 'DELETE' });
  means.startAnew();
};
