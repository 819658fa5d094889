/** Grows as it is written to. Integers are LEB128 (seven bits a byte, low bits first), text is UTF-8 after its length in bytes. */
export class ByteWriter {
  #bytes = new Uint8Array(4_096);
  #length = 0;

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  /** @param value whole, 0 to 2^53 */
  integer(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.integer(encoded.length);
    this.bytes(encoded);
  }

  /** Four little-endian bytes each, whatever the machine. */
  floats(values: Float32Array): void {
    const view = new DataView(new ArrayBuffer(values.length * 4));
    values.forEach((value, index) => {
      view.setFloat32(index * 4, value, true);
    });
    this.bytes(new Uint8Array(view.buffer));
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Reads what `ByteWriter` wrote. Every read past the end, and every number out of range, throws RangeError. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  /** @param below the number must be smaller than this */
  integer(below: number): number {
    // Most numbers take one byte: items are numbered by how often they are seen.
    const only = this.#bytes[this.#at]!;
    if (only < 128 && only < below && this.#at < this.#bytes.length) {
      this.#at++;
      return only;
    }
    let value = 0;
    let scale = 1;
    for (let index = 0; index < 8; index++) {
      if (this.#at >= this.#bytes.length) throw new RangeError('ends too early');
      const byte = this.#bytes[this.#at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) {
        if (value >= below) throw new RangeError(`holds ${value} where less than ${below} is allowed`);
        return value;
      }
      scale *= 128;
    }
    throw new RangeError('holds a number that is too long');
  }

  bytes(length: number): Uint8Array {
    if (length > this.remaining) throw new RangeError('ends too early');
    const part = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return part;
  }

  text(): string {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes(this.integer(this.remaining + 1)));
  }

  floats(count: number): Float32Array {
    const part = this.bytes(count * 4);
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
    return Float32Array.from({ length: count }, (_, index) => view.getFloat32(index * 4, true));
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of ISO 3309 (zip, PNG), as an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) value = (value >>> 8) ^ CRC_TABLE[(value ^ bytes[at]!) & 255]!;
  return (value ^ 0xffffffff) >>> 0;
}
