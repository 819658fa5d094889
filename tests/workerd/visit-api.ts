import { exports } from 'cloudflare:workers';

/** Asks `/journey` as a page of the shop's does, for tests inside the runtime. @param body a `VisitRequest`, or what is none */
export function askJourney(siteId: string, body: unknown): Promise<Response> {
  return exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${siteId}/journey`, {
      method: 'POST',
      // What browsers send to another origin without asking first.
      headers: { origin: 'https://shop.example', 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    }),
  );
}
