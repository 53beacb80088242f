/** The user functions of generated jobs. All are deterministic, and what they give does not depend on the order of records. */
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type ProcessWindowFunction,
  type RuntimeContext,
} from "../../../src/api/functions.ts";
import { OutputTag } from "../../../src/api/output-tag.ts";
import type { ListState, ValueState } from "../../../src/api/state.ts";
import { ListStateDescriptor, ValueStateDescriptor } from "../../../src/api/state-descriptors.ts";
import { OneInputOperator, type OperatorFactory } from "../../../src/operators/operator.ts";
import type { Item } from "./job-plan.ts";

/** One record for each. */
export const MAP = (item: Item): Item => ({ ...item, value: item.value + 1 });
/** Lets the others go. */
export const FILTER = (item: Item): boolean => item.value % 3 !== 0;
/** Odd values go on twice. */
export function FLAT_MAP(item: Item, out: Collector<Item>): void {
  out.collect(item);
  if (item.value % 2 === 1) out.collect({ ...item, id: `${item.id}'`, value: item.value - 1 });
}
/** Where `SIDE_FUNCTION` puts some records beside. */
export const SIDE = new OutputTag<Item>("side");
/** Every record goes on; those with a value that four divides go to the side output, too. */
export const SIDE_FUNCTION = {
  processElement(item: Item, context: { output<X>(tag: OutputTag<X>, value: X): void }, out: Collector<Item>): void {
    if (item.value % 4 === 0) context.output(SIDE, item);
    out.collect(item);
  },
};

/** Sums of a window: order does not matter, and the count tells a record that is there twice. */
export const SUM = {
  createAccumulator: () => ({ sum: 0, count: 0 }),
  add: (item: Item, { sum, count }: { sum: number; count: number }) => ({ sum: sum + item.value, count: count + 1 }),
  getResult: (total: { sum: number; count: number }) => total,
  merge: (a: { sum: number; count: number }, b: { sum: number; count: number }) => ({
    sum: a.sum + b.sum,
    count: a.count + b.count,
  }),
};
/** Names a sum by its key and count. */
export const NAMED_SUM: ProcessWindowFunction<{ sum: number; count: number }, Item, string> = (
  key,
  context,
  totals,
  out,
) => {
  for (const { sum, count } of totals)
    out.collect({ id: `${count} of ${key}`, key, value: sum, at: context.window.maxTimestamp() });
};
/** The greatest value, and among equals the first name. */
export const GREATEST = (a: Item, b: Item): Item =>
  a.value > b.value || (a.value === b.value && a.id <= b.id) ? a : b;
/** Gives the one result of a window the time of its end. */
export const RESTAMPED: ProcessWindowFunction<Item, Item, string> = (_key, context, items, out) => {
  for (const item of items) out.collect({ ...item, at: context.window.maxTimestamp() });
};
/** All records of a window, by name. */
export const LISTED: ProcessWindowFunction<Item, Item, string> = (key, context, items, out) => {
  const all = [...items];
  const value = all.reduce((sum, item) => sum + item.value, 0);
  out.collect({ id: namesOf(all), key, value, at: context.window.maxTimestamp() });
};

/** All names, in their order. */
export function namesOf(items: readonly Item[]): string {
  return items
    .map(({ id }) => id)
    .sort()
    .join("+");
}

/** The records of each key and bucket, in a list by name: one look at a result tells which was applied twice or not at all. */
export class CollectBuckets extends KeyedProcessFunction<string, Item, Item> {
  private items!: ListState<Item>;
  private readonly sizeMs: number;

  constructor(sizeMs: number) {
    super();
    this.sizeMs = sizeMs;
  }

  override open(context: RuntimeContext): void {
    this.items = context.getListState(new ListStateDescriptor<Item>("items"));
  }

  processElement(item: Item, context: KeyedProcessContext<string>): void {
    this.items.add(item);
    context.timerService().registerEventTimeTimer(this.endOf(item));
  }

  override onTimer(timestampMs: number, context: OnTimerContext<string>, out: Collector<Item>): void {
    const all = [...this.items.get()];
    const due = all.filter((item) => this.endOf(item) <= timestampMs);
    if (due.length === 0) return;
    this.items.update(all.filter((item) => this.endOf(item) > timestampMs));
    const value = due.reduce((sum, item) => sum + item.value, 0);
    out.collect({ id: namesOf(due), key: context.getCurrentKey(), value, at: timestampMs });
  }

  private endOf({ at }: Item): number {
    return Math.floor(at / this.sizeMs) * this.sizeMs + this.sizeMs - 1;
  }
}

const TICKS = 3;

/** Processing-time timers that register the next one, also for a time that has passed; they give no results. */
export class Ticker extends KeyedProcessFunction<string, Item, Item> {
  private ticks!: ValueState<number>;
  private readonly everyMs: number;

  constructor(everyMs: number) {
    super();
    this.everyMs = everyMs;
  }

  override open(context: RuntimeContext): void {
    this.ticks = context.getState(new ValueStateDescriptor<number>("ticks"));
  }

  processElement(item: Item, context: KeyedProcessContext<string>, out: Collector<Item>): void {
    this.ticks.update(TICKS);
    context.timerService().registerProcessingTimeTimer(context.timerService().currentProcessingTime() + this.everyMs);
    out.collect(item);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<string>): void {
    const left = (this.ticks.value() ?? 0) - 1;
    if (left <= 0) {
      this.ticks.clear();
      return;
    }
    this.ticks.update(left);
    context.timerService().registerProcessingTimeTimer(timestampMs + (left % 2 === 0 ? 1 : this.everyMs));
  }
}

const KEPT = "tally";

interface Kept {
  readonly count: number;
  readonly lastMs: number;
  readonly ended: boolean;
}

/** Passes records on and counts them; when its input has ended it emits the count. `BoundedOneInput`. */
class Tally extends OneInputOperator {
  #count = 0;
  #lastMs = 0;
  /** The end was told: it is not told again after a restore, whose input ends anew. */
  #ended = false;

  override initializeState(): void {
    for (const kept of this.ctx.operatorState.listState<Kept>(KEPT).get()) {
      this.#count += kept.count;
      this.#lastMs = Math.max(this.#lastMs, kept.lastMs);
      this.#ended ||= kept.ended;
    }
  }

  override snapshotState(): void {
    const kept: Kept = { count: this.#count, lastMs: this.#lastMs, ended: this.#ended };
    this.ctx.operatorState.listState<Kept>(KEPT).update([kept]);
  }

  processElement(value: unknown, timestampMs: number): void {
    this.#count++;
    this.#lastMs = Math.max(this.#lastMs, timestampMs);
    this.ctx.output.collect(value, timestampMs);
  }

  override endInput(): void {
    if (this.#ended) return;
    this.#ended = true;
    const { subtaskIndex, output } = this.ctx;
    const item: Item = { id: `end ${subtaskIndex}`, key: "end", value: this.#count, at: this.#lastMs };
    output.collect(item, this.#lastMs);
  }
}

/** Makes `Tally` operators. */
export const TALLY: OperatorFactory = { kind: "Tally", create: () => new Tally() };
