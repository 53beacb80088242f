/** Where the entries of a state lie in Flink's hash tables, since that decides how fast expired ones are found. `CopyOnWriteStateMap`. */
import { hashString } from "../../types/java-hash.ts";
import type { HeapKeyContext } from "../heap-key-context.ts";
import { type Namespace, VOID_NAMESPACE } from "../keyed-state-backend.ts";

/** An entry: the namespace under a key. */
export interface BucketEntry {
  readonly context: HeapKeyContext;
  readonly namespace: Namespace;
  /** Of key and namespace together. */
  readonly hash: number;
}

const INITIAL_CAPACITY = 128;
const LOAD_FACTOR = 0.75;
/** `VoidNamespace.hashCode`. */
const VOID_HASH = 99;

/** The table of one key group. */
export class Buckets {
  capacity = INITIAL_CAPACITY;
  size = 0;
  #chains = new Map<number, BucketEntry[]>();

  /** Those at one position; empty where there are none. */
  at(position: number): readonly BucketEntry[] {
    return this.#chains.get(position) ?? [];
  }

  add(entry: BucketEntry): void {
    this.size++;
    this.#put(entry);
    if (this.size <= LOAD_FACTOR * this.capacity) return;
    this.capacity *= 2;
    const old = this.#chains;
    this.#chains = new Map();
    for (const chain of old.values()) for (const one of chain) this.#put(one);
  }

  remove(context: HeapKeyContext, namespace: Namespace, hash: number): void {
    const position = hash & (this.capacity - 1);
    const chain = this.#chains.get(position);
    const at = chain?.findIndex((one) => one.context === context && one.namespace === namespace) ?? -1;
    if (chain === undefined || at < 0) return;
    this.size--;
    if (chain.length === 1) this.#chains.delete(position);
    else chain.splice(at, 1);
  }

  #put(entry: BucketEntry): void {
    const position = entry.hash & (this.capacity - 1);
    const chain = this.#chains.get(position);
    if (chain === undefined) this.#chains.set(position, [entry]);
    else chain.unshift(entry);
  }
}

/** `compositeHash`: of key and namespace, mixed. @param keyHash Java's hash code */
export function compositeHash(keyHash: number, namespace: Namespace): number {
  return bitMix(keyHash ^ (namespace === VOID_NAMESPACE ? VOID_HASH : hashString(namespace)));
}

/** `MathUtils.bitMix`. */
function bitMix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
