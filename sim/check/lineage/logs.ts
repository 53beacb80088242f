import type { EventId } from "../../../src/trace/trace.ts";
import { lostTransactionSentence } from "../lost-transaction.ts";
import type { LostTransaction } from "../prepared-transactions.ts";
import type { Ancestry } from "./ancestry.ts";
import { GrowingInts } from "./growing-ints.ts";

/** A result that readers see. */
export interface ShownResult {
  readonly event: EventId;
  /** Its ancestry. */
  readonly node: number;
}

/** What is known of one log, by offset. */
export class LogContents {
  readonly name: string;
  /** Number of the log among all, for identities. */
  readonly place: number;
  visible = 0;
  readonly nodes = new GrowingInts(-1);
  readonly identities = new GrowingInts(-1);
  /** Task whose record was written. */
  readonly tasks = new GrowingInts(-1);
  /** Event of the write, by offset. */
  readonly writes: (EventId | undefined)[] = [];
  /** What has become visible of each identity: mostly one thing, once. */
  private readonly shown = new Map<number, ShownResult[]>();

  constructor(name: string, place: number) {
    this.name = name;
    this.place = place;
  }

  /**
   * Notes what has become visible, and gives what it repeats. The same identity is not enough for that: after a restore, which
   * knows no watermark, a window can open and fire once more for a record that would have been late.
   */
  show(identity: number, result: ShownResult, ancestry: Ancestry): ShownResult | undefined {
    const shown = this.shown.get(identity) ?? [];
    this.shown.set(identity, shown);
    shown.push(result);
    return shown.find((other) => other !== result && ancestry.shareSource(other.node, result.node));
  }

  /** Offsets of what the last attempts have written and nobody has seen. @param survivors the last attempts */
  *invisible(survivors: ReadonlySet<number>): Iterable<UnseenWrite> {
    const message = `What was made from it was written to ${this.name}, but never became visible.`;
    for (let offset = 0; offset < this.writes.length; offset++) {
      const witness = this.writes[offset];
      if (witness !== undefined && survivors.has(this.tasks.get(offset)) && this.isUnseen(offset))
        yield { node: this.nodes.get(offset), message, witness };
    }
  }

  /** What this offset holds is not seen, and neither is the same result elsewhere. */
  isUnseen(offset: number): boolean {
    const identity = this.identities.get(offset);
    return identity >= 0 && !this.shown.has(identity);
  }
}

/** A write whose result nobody will see, and why. */
export interface UnseenWrite {
  /** Its ancestry. */
  readonly node: number;
  readonly message: string;
  readonly witness: EventId;
}

/** Those of transactions that timed out, whoever wrote them, and those of the last attempts. */
export function* unseenWrites(
  logs: ReadonlyMap<string, LogContents>,
  survivors: ReadonlySet<number>,
  timedOut: readonly LostTransaction[],
): Iterable<UnseenWrite> {
  for (const transaction of timedOut) {
    const message = lostTransactionSentence(transaction);
    for (const { log, first, count } of transaction.lines) {
      const contents = logs.get(log);
      for (let offset = first; offset < first + count; offset++)
        if (contents?.isUnseen(offset) === true)
          yield { node: contents.nodes.get(offset), message, witness: transaction.aborted.event };
    }
  }
  for (const log of logs.values()) yield* log.invisible(survivors);
}
