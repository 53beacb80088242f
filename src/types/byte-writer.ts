import { checksum } from "./checksum.ts";

/** A growing byte buffer; little-endian. Works in browsers and Node alike. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  /** @param capacity bytes to start with; doubled when full */
  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** Forgets what was written and keeps the memory. */
  reset(): void {
    this.#length = 0;
  }

  u8(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
  }

  u32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  /** Leaves room for bytes that are written later, in any order, by `patchU32`. */
  skip(count: number): void {
    this.#reserve(count);
    this.#length += count;
  }

  /** Overwrites four bytes that were written before. */
  patchU32(position: number, value: number): void {
    this.#view.setUint32(position, value, true);
  }

  f64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** An unsigned integer below 2^32, seven bits a byte. */
  varint(value: number): void {
    let rest = value >>> 0;
    while (rest > 127) {
      this.u8((rest & 127) | 128);
      rest >>>= 7;
    }
    this.u8(rest);
  }

  /** Any JavaScript string, lone surrogates included: one byte a unit if all are below 256, else two. */
  string(text: string): void {
    const length = text.length;
    let wide = 0;
    for (let i = 0; i < length; i++) wide |= text.charCodeAt(i);
    if (wide < 256) {
      this.varint(length * 2);
      this.#reserve(length);
      for (let i = 0; i < length; i++) this.#bytes[this.#length++] = text.charCodeAt(i);
    } else {
      this.varint(length * 2 + 1);
      this.#reserve(length * 2);
      for (let i = 0; i < length; i++) {
        this.#view.setUint16(this.#length, text.charCodeAt(i), true);
        this.#length += 2;
      }
    }
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** What was written, without a copy; valid until the next write or reset. */
  peek(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** The checksum of what was written. */
  checksum(): number {
    return checksum(this.#bytes, 0, this.#length);
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count > this.#bytes.length) this.#grow(count);
  }

  #grow(count: number): void {
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
