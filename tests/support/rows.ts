import { readRows } from '../../edge/imports/read-rows.ts';
import type { RawRow } from '../../edge/imports/types.ts';

/** A body as the network delivers it: in chunks that end anywhere, in the middle of a character too. */
export function bodyOf(content: string | Uint8Array, chunkBytes = 65_536): ReadableStream<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + chunkBytes));
      at += chunkBytes;
    },
  });
}

export async function allRows(contentType: string, content: string | Uint8Array, chunkBytes?: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of readRows(contentType, bodyOf(content, chunkBytes))) rows.push(row);
  return rows;
}
