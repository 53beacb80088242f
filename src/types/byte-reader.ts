/** Where the two halves of a number meet: a view of the bytes themselves would cost more than what is read. */
const float = new DataView(new ArrayBuffer(8));
/** Units of a string that are turned into text at a time. */
const CHUNK = 4096;

/** Reads what a `ByteWriter` wrote; every read past the end throws one clear sentence. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #position: number;

  /** Reads `bytes[from, to)`. */
  constructor(bytes: Uint8Array, from = 0, to: number = bytes.length) {
    this.#bytes = bytes;
    this.#position = from;
    this.#end = to;
  }

  get position(): number {
    return this.#position;
  }

  get atEnd(): boolean {
    return this.#position >= this.#end;
  }

  u8(): number {
    this.#need(1);
    return this.#bytes[this.#position++];
  }

  u32(): number {
    this.#need(4);
    const bytes = this.#bytes;
    const at = this.#position;
    this.#position += 4;
    return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
  }

  f64(): number {
    float.setUint32(0, this.u32(), true);
    float.setUint32(4, this.u32(), true);
    return float.getFloat64(0, true);
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new Error("The bytes are damaged: a number does not end.");
  }

  string(): string {
    const header = this.varint();
    const length = header >>> 1;
    const width = (header & 1) + 1;
    this.#need(length * width);
    if (length <= CHUNK) return this.#text(length, width);
    let text = "";
    for (let rest = length; rest > 0; rest -= CHUNK) text += this.#text(Math.min(rest, CHUNK), width);
    return text;
  }

  /** A copy of the next `length` bytes. */
  bytes(length: number): Uint8Array {
    this.#need(length);
    const value = this.#bytes.slice(this.#position, this.#position + length);
    this.#position += length;
    return value;
  }

  /** Made at once: what is put together letter by letter is put together again by whoever compares it. */
  #text(length: number, width: number): string {
    const bytes = this.#bytes;
    const units: number[] = new Array(length);
    let at = this.#position;
    for (let i = 0; i < length; i++) {
      units[i] = width === 1 ? bytes[at] : bytes[at] | (bytes[at + 1] << 8);
      at += width;
    }
    this.#position = at;
    return String.fromCharCode(...units);
  }

  #need(count: number): void {
    if (this.#position + count > this.#end) throw new Error("The bytes are truncated: a value goes beyond their end.");
  }
}
