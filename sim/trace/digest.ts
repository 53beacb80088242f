/**
 * The digest of a run: a 128-bit chained hash over everything that happened at coordination level.
 * Words are collected first and mixed in blocks (MurmurHash3 x86-128's mixing, one lane a word), so that an event costs
 * little more than the stores of its words. Only 32-bit integer operations: equal in Node and in every browser.
 */
import type { TraceExt } from "../../src/trace/trace.ts";

/** Name of the algorithm, written into trace files. */
export const DIGEST_ALGORITHM = "tidemark-chain-128/2";

/** Coordination events between two entries of the chain. */
export const CHAIN_INTERVAL = 1024;

const C1 = 0x239b961b | 0;
const C2 = 0xab0e9789 | 0;
const SEED = 0x7469_6465 | 0;
const TWO_32 = 4294967296;
const CAPACITY = 4096;

const TAG_NULL = 1;
const TAG_FALSE = 2;
const TAG_TRUE = 3;
const TAG_INTEGER = 4;
const TAG_FLOAT = 5;
const TAG_STRING = 6;
const TAG_ARRAY = 7;
const TAG_OBJECT = 8;
const TAG_END = 9;
const TAG_BIG = 10;
const TAG_BYTES = 11;
/** Opens a row of extra words; no kind index is that large. */
const EXTRA = 0x10000;

const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);
/** Floats are hashed low word first on every machine. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

function finish(h: number): number {
  let r = h ^ (h >>> 16);
  r = Math.imul(r, 0x85ebca6b);
  r ^= r >>> 13;
  r = Math.imul(r, 0xc2b2ae35);
  return r ^ (r >>> 16);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}

/** A running digest. Feed it events in order; ask for the value at any time. */
export class TraceDigest {
  /** The value after each `CHAIN_INTERVAL` events; two runs differ first inside the first interval whose entries differ. */
  readonly chain: string[] = [];
  private readonly pending = new Int32Array(CAPACITY);
  private filled = 0;
  /** Words mixed so far, modulo 2^32. */
  private mixed = 0;
  private readonly lanes = new Int32Array([SEED, SEED, SEED, SEED]);
  private events = 0;

  /** Adds one coordination event. `kind` is the position in `TRACE_KINDS`. Throws if `ext` holds something that is not data. */
  event(
    t: number,
    kind: number,
    task: number,
    ch: number,
    a: number,
    b: number,
    x: number,
    cause: number,
    ext: TraceExt | null,
  ): void {
    if (this.filled > CAPACITY - 32) this.flush();
    this.word(kind);
    this.number(t);
    this.number(task);
    this.number(ch);
    this.number(a);
    this.number(b);
    this.number(x);
    this.number(cause);
    if (ext === null) this.word(TAG_NULL);
    else this.datum(ext);
    this.events++;
    if (this.events % CHAIN_INTERVAL === 0) this.chain.push(this.value());
  }

  /** Adds five numbers that no coordination event carries. */
  extra(a: number, b: number, c: number, d: number, e: number): void {
    if (this.filled > CAPACITY - 32) this.flush();
    this.word(EXTRA);
    this.number(a);
    this.number(b);
    this.number(c);
    this.number(d);
    this.number(e);
  }

  /** The digest of all that was added, 32 hexadecimal digits; does not disturb the chain. */
  value(): string {
    this.flush();
    const length = this.mixed;
    let h1 = this.lanes[0] ^ length;
    let h2 = this.lanes[1] ^ length;
    let h3 = this.lanes[2] ^ length;
    let h4 = this.lanes[3] ^ length;
    h1 = (h1 + h2 + h3 + h4) | 0;
    h2 = (h2 + h1) | 0;
    h3 = (h3 + h1) | 0;
    h4 = (h4 + h1) | 0;
    h1 = finish(h1);
    h2 = finish(h2);
    h3 = finish(h3);
    h4 = finish(h4);
    h1 = (h1 + h2 + h3 + h4) | 0;
    return hex(h1) + hex((h2 + h1) | 0) + hex((h3 + h1) | 0) + hex((h4 + h1) | 0);
  }

  private word(word: number): void {
    if (this.filled === CAPACITY) this.flush();
    this.pending[this.filled++] = word;
  }

  /** Integers as two words; the rest by their 64 bits, with a word before that no small integer has as its high half. */
  private number(n: number): void {
    const small = n | 0;
    if (small === n && (n !== 0 || 1 / n > 0)) {
      this.word(small);
      this.word(small >> 31);
    } else if (Number.isSafeInteger(n) && n !== 0) {
      this.word(small);
      this.word(Math.floor(n / TWO_32) | 0);
    } else {
      this.word(0x7fff_fff5);
      this.word(0x7fff_fff5);
      this.float(n);
    }
  }

  private float(n: number): void {
    if (Number.isNaN(n)) {
      this.word(0);
      this.word(0x7ff8_0000);
      return;
    }
    float[0] = n;
    this.word(floatWords[LOW]);
    this.word(floatWords[1 - LOW]);
  }

  private string(text: string): void {
    const length = text.length;
    this.word(length);
    let i = 0;
    for (; i + 1 < length; i += 2) this.word(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
    if (i < length) this.word(text.charCodeAt(i));
  }

  /** Plain data in canonical form: keys in order of insertion; a key whose value is undefined is as if absent. */
  private datum(value: unknown): void {
    switch (typeof value) {
      case "string":
        this.word(TAG_STRING);
        this.string(value);
        return;
      case "number":
        if (Number.isSafeInteger(value) && (value !== 0 || 1 / value > 0)) {
          this.word(TAG_INTEGER);
          this.number(value);
        } else {
          this.word(TAG_FLOAT);
          this.float(value);
        }
        return;
      case "boolean":
        this.word(value ? TAG_TRUE : TAG_FALSE);
        return;
      case "undefined":
        this.word(TAG_NULL);
        return;
      case "bigint":
        this.word(TAG_BIG);
        this.string(value.toString());
        return;
      case "object":
        this.object(value);
        return;
      default:
        throw new TypeError(`A trace event's ext holds a ${typeof value}, which is not data.`);
    }
  }

  private object(value: object | null): void {
    if (value === null) {
      this.word(TAG_NULL);
    } else if (Array.isArray(value)) {
      this.word(TAG_ARRAY);
      this.word(value.length);
      for (let i = 0; i < value.length; i++) this.datum(value[i]);
    } else if (value instanceof Uint8Array) {
      this.word(TAG_BYTES);
      this.word(value.length);
      for (let i = 0; i < value.length; i++) this.word(value[i]);
    } else {
      this.word(TAG_OBJECT);
      const fields = value as Record<string, unknown>;
      for (const key in fields) {
        const field = fields[key];
        if (field === undefined) continue;
        this.string(key);
        this.datum(field);
      }
      this.word(TAG_END);
      this.word(-1);
    }
  }

  private flush(): void {
    const words = this.pending;
    const filled = this.filled;
    const lanes = this.lanes;
    let h1 = lanes[0];
    let h2 = lanes[1];
    let h3 = lanes[2];
    let h4 = lanes[3];
    for (let i = 0; i < filled; i++) {
      let k = Math.imul(words[i], C1);
      k = Math.imul((k << 15) | (k >>> 17), C2);
      let h = h1 ^ k;
      h = ((h << 19) | (h >>> 13)) + h2;
      h1 = h2;
      h2 = h3;
      h3 = h4;
      h4 = (Math.imul(h, 5) + 0x561ccd1b) | 0;
    }
    lanes[0] = h1;
    lanes[1] = h2;
    lanes[2] = h3;
    lanes[3] = h4;
    this.mixed = (this.mixed + filled) | 0;
    this.filled = 0;
  }
}
