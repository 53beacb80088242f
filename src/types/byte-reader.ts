/** Reads what a `ByteWriter` wrote; every read past the end throws one clear sentence. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  #position: number;

  /** Reads `bytes[from, to)`. */
  constructor(bytes: Uint8Array, from = 0, to: number = bytes.length) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
    const value = this.#view.getUint32(this.#position, true);
    this.#position += 4;
    return value;
  }

  f64(): number {
    this.#need(8);
    const value = this.#view.getFloat64(this.#position, true);
    this.#position += 8;
    return value;
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
    const wide = (header & 1) === 1;
    this.#need(wide ? length * 2 : length);
    let text = "";
    for (let i = 0; i < length; i++) {
      text += String.fromCharCode(wide ? this.#view.getUint16(this.#position, true) : this.#bytes[this.#position]);
      this.#position += wide ? 2 : 1;
    }
    return text;
  }

  /** A copy of the next `length` bytes. */
  bytes(length: number): Uint8Array {
    this.#need(length);
    const value = this.#bytes.slice(this.#position, this.#position + length);
    this.#position += length;
    return value;
  }

  #need(count: number): void {
    if (this.#position + count > this.#end) throw new Error("The bytes are truncated: a value goes beyond their end.");
  }
}
