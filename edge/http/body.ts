import * as v from 'valibot';
import { type FieldError, problem } from './problem.ts';

/** Most errors listed for one body: enough to mend it, not enough to flood a log. */
const FIELD_ERRORS_MAX = 50;

interface HasRequest {
  req: { raw: Request };
}

/**
 * Reads a body as UTF-8 text, never holding more than `maxBytes`.
 * @throws 413 when it is larger (also when `Content-Length` is missing), 400 when it is not UTF-8
 */
export async function readTextBody(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () => problem(413, { detail: `The body may hold ${maxBytes} bytes at the most. Nothing of it was kept.` });
  const stated = request.headers.get('content-length');
  if (Number(stated ?? 0) > maxBytes) throw tooLarge();
  if (!request.body) return '';
  try {
    // The runtime holds a body to the length it states, so that one is read in one go.
    if (stated !== null) return new TextDecoder('utf-8', STRICT).decode(await request.arrayBuffer());
    return await readCounted(request.body as ReadableStream<Uint8Array>, maxBytes, tooLarge);
  } catch (error) {
    if (error instanceof TypeError) throw problem(400, { detail: 'The body is not valid UTF-8 text.' });
    throw error;
  }
}

const STRICT = { fatal: true, ignoreBOM: false };

async function readCounted(body: ReadableStream<Uint8Array>, maxBytes: number, tooLarge: () => Error): Promise<string> {
  const decoder = new TextDecoder('utf-8', STRICT);
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * Reads, parses and checks a JSON body. `text/plain` is accepted too: browsers send it to another origin without asking first.
 * @throws 400 not JSON, 413 too large, 415 another media type, 422 with a pointer and a message for each thing wrong
 */
export async function parseJsonBody<S extends v.GenericSchema>(
  context: HasRequest,
  schema: S,
  maxBytes: number,
): Promise<v.InferOutput<S>> {
  const request = context.req.raw;
  const type = (request.headers.get('content-type') ?? 'application/json').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json' && type !== 'text/plain') {
    throw problem(415, { detail: `Send application/json, not ${type}.` });
  }
  const text = await readTextBody(request, maxBytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw problem(400, { detail: `The body is not JSON: ${error instanceof Error ? error.message : 'it could not be parsed'}.` });
  }
  return checked(schema, json);
}

/** Checks a value against a schema. @throws 422 */
export function checked<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw problem(422, { detail: 'The body was read but does not fit. Nothing of it was kept.', errors: fieldErrors(result.issues) });
}

/** Valibot's findings as JSON pointers and sentences. */
export function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): FieldError[] {
  return issues.slice(0, FIELD_ERRORS_MAX).map((issue) => ({ pointer: pointerOf(issue), message: issue.message }));
}

function pointerOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map((item) => String((item as { key?: unknown }).key ?? ''));
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
