import { IMPORT_BODY_MAX_BYTES } from '../../../shared/protocol.ts';
import { type HttpProblem, problem } from '../../http/problem.ts';
import { acceptedTypes, type ImportFormat, isSupported } from '../../imports/read-rows.ts';
import type { UnreadableImport } from '../../imports/types.ts';

/** The media type of an import. @throws 415 naming the ones accepted */
export function importType(request: Request, formats: readonly ImportFormat[]): string {
  const contentType = request.headers.get('content-type') ?? '';
  if (!isSupported(contentType, formats)) throw unsupported(contentType, formats);
  return contentType;
}

/** The body, ending in a 413 as soon as it grows too large, whatever `Content-Length` says. */
export function limitedBody(request: Request): ReadableStream<Uint8Array> {
  const tooLarge = (): HttpProblem =>
    problem(413, { detail: `An import may hold ${IMPORT_BODY_MAX_BYTES} bytes at the most. Nothing of it was kept.` });
  if (Number(request.headers.get('content-length') ?? 0) > IMPORT_BODY_MAX_BYTES) throw tooLarge();
  if (!request.body) throw problem(400, { detail: 'The body is empty.' });
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > IMPORT_BODY_MAX_BYTES) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  });
  return request.body.pipeThrough(counter);
}

function unsupported(contentType: string, formats: readonly ImportFormat[]): HttpProblem {
  const accepted = acceptedTypes(formats).join(', ');
  const given = contentType === '' ? 'The body has no Content-Type' : `"${contentType.slice(0, 100)}" is not accepted here`;
  return problem(415, { detail: `${given}. Send ${accepted}.`, headers: { 'accept-post': accepted } });
}

/** A file that ends before it should, as a problem. */
export function unreadable(error: UnreadableImport): HttpProblem {
  const { row } = error;
  // Some readers name the row themselves.
  const message = error.message.replace(/ \(row \d+\)$/, '');
  return problem(400, {
    detail: `The file cannot be read after row ${row}: ${message}. Nothing of it was kept.`,
    errors: [{ pointer: `/${row}`, message }],
  });
}
