/** Which records async operators hold in their state, followed through snapshots and restores by the digests of their elements. */
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { textField } from "../values.ts";
import { NOTHING } from "./ancestry.ts";

/** What is known of a record that is held. */
export interface Held {
  readonly node: number;
  readonly identity: number;
}

/** Records with equal bytes, dealt out in turn: each restore takes each of them once. */
interface Equal {
  readonly held: Held[];
  next: number;
}

const UNKNOWN: Held = { node: NOTHING, identity: -1 };
const LIST = "_async_wait_operator_state_";

/** Feed it `state.cut` and `state.load`, and tell it what `async.hold` and `async.enter` say. */
export class HeldElements {
  /** By attempt, operator and checkpoint: the records of a list by position, until its digests are known. */
  private readonly positions = new Map<string, Held[]>();
  /** By vertex, operator and checkpoint: the records of all subtasks by digest. */
  private readonly byDigest = new Map<string, Map<number, Equal>>();
  /** By attempt and operator: what was restored, by position. */
  private readonly restored = new Map<string, readonly Held[]>();

  /** A record is in the list that is about to be copied. */
  hold(event: TraceEvent, held: Held): void {
    const name = `${event.task} ${textField(event, "op")} ${event.ch}`;
    const list = this.positions.get(name) ?? [];
    list[event.b] = held;
    this.positions.set(name, list);
  }

  /** The record that a restored element stands for. */
  restoredAt(event: TraceEvent): Held {
    return this.restored.get(`${event.task} ${textField(event, "op")}`)?.[event.b] ?? UNKNOWN;
  }

  /** @param place of the vertex */
  follow(event: TraceEvent, place: number): void {
    if (event.kind === "state.cut") this.cut(event, place);
    else if (event.kind === "state.load") this.load(event, place);
    else if (event.kind === "cp.fail" || event.kind === "cp.subsume") this.forget(event.ch);
  }

  private cut(event: TraceEvent, place: number): void {
    const op = textField(event, "op");
    const name = `${event.task} ${op} ${event.ch}`;
    const list = this.positions.get(name);
    if (list === undefined) return;
    this.positions.delete(name);
    const vertex = `${place} ${op} ${event.ch}`;
    const pool = this.byDigest.get(vertex) ?? new Map<number, Equal>();
    this.byDigest.set(vertex, pool);
    digestsOf(event).forEach((digest, position) => {
      const held = list[position];
      // A watermark has no record.
      if (held === undefined) return;
      const equal = pool.get(digest);
      if (equal === undefined) pool.set(digest, { held: [held], next: 0 });
      else equal.held.push(held);
    });
  }

  private load(event: TraceEvent, place: number): void {
    const digests = digestsOf(event);
    if (digests.length === 0) return;
    const op = textField(event, "op");
    const pool = this.byDigest.get(`${place} ${op} ${event.ch}`);
    const list = digests.map((digest) => {
      const equal = pool?.get(digest);
      return equal === undefined ? UNKNOWN : equal.held[equal.next++ % equal.held.length];
    });
    this.restored.set(`${event.task} ${op}`, list);
  }

  private forget(checkpoint: number): void {
    for (const map of [this.positions, this.byDigest])
      for (const name of map.keys()) if (name.endsWith(` ${checkpoint}`)) map.delete(name);
  }
}

/** Of the elements of the list, in order. */
function digestsOf({ ext }: TraceEvent): readonly number[] {
  const lists = (ext?.lists ?? []) as readonly (readonly [string, string, readonly number[]])[];
  return lists.find(([name]) => name === LIST)?.[2] ?? [];
}
