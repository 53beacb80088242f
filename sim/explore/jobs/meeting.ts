/** How two streams of a planned job meet. What comes out depends on no order, and its time is not behind the watermark. */
import type { KeyedCoProcessFunction, ProcessJoinContext } from "../../../src/api/co-functions.ts";
import type { DataStream, SingleOutputStreamOperator } from "../../../src/api/data-stream.ts";
import type { Collector, KeyedProcessContext, OnTimerContext, RuntimeContext } from "../../../src/api/functions.ts";
import type { ListState } from "../../../src/api/state.ts";
import { ListStateDescriptor } from "../../../src/api/state-descriptors.ts";
import { TumblingEventTimeWindows } from "../../../src/windowing/tumbling-event-time-windows.ts";
import type { Item, JobStep } from "./job-plan.ts";
import { namesOf } from "./planned-functions.ts";

const keyOf = (item: Item): string => item.key;

function pairOf(left: Item, right: Item, at: number): Item {
  return { id: `${left.id}*${right.id}`, key: left.key, value: left.value + right.value, at };
}

/** The end of the window that a time is in. */
function endOf(at: number, sizeMs: number): number {
  return Math.floor(at / sizeMs) * sizeMs + sizeMs - 1;
}

/** The records of both streams by key and bucket, emitted by an event-time timer. */
class CollectBoth implements KeyedCoProcessFunction<string, Item, Item, Item> {
  private items!: ListState<Item>;
  private readonly sizeMs: number;

  constructor(sizeMs: number) {
    this.sizeMs = sizeMs;
  }

  open(context: RuntimeContext): void {
    this.items = context.getListState(new ListStateDescriptor<Item>("items"));
  }

  processElement1(item: Item, context: KeyedProcessContext<string>): void {
    this.keep(item, context);
  }

  processElement2(item: Item, context: KeyedProcessContext<string>): void {
    this.keep({ ...item, id: `${item.id}"` }, context);
  }

  onTimer(timestampMs: number, context: OnTimerContext<string>, out: Collector<Item>): void {
    const all = [...this.items.get()];
    const due = all.filter(({ at }) => endOf(at, this.sizeMs) <= timestampMs);
    if (due.length === 0) return;
    this.items.update(all.filter(({ at }) => endOf(at, this.sizeMs) > timestampMs));
    const value = due.reduce((sum, item) => sum + item.value, 0);
    out.collect({ id: namesOf(due), key: context.getCurrentKey(), value, at: timestampMs });
  }

  private keep(item: Item, context: KeyedProcessContext<string>): void {
    this.items.add(item);
    context.timerService().registerEventTimeTimer(endOf(item.at, this.sizeMs));
  }
}

const PAIR = {
  processElement(left: Item, right: Item, context: ProcessJoinContext, out: Collector<Item>): void {
    out.collect(pairOf(left, right, context.getTimestamp()));
  },
};

/** The operator of a step `meet`. */
export function meeting(
  left: DataStream<Item>,
  right: DataStream<Item>,
  { how, sizeMs }: Extract<JobStep, { readonly op: "meet" }>,
): SingleOutputStreamOperator<Item> {
  const windows = TumblingEventTimeWindows.of(sizeMs);
  switch (how) {
    case "interval-join":
      return left.keyBy(keyOf).intervalJoin(right.keyBy(keyOf)).between(-sizeMs, sizeMs).process(PAIR);
    case "join":
      return left
        .join(right)
        .where(keyOf)
        .equalTo(keyOf)
        .window(windows)
        .apply((a, b) => pairOf(a, b, endOf(a.at, sizeMs)));
    case "co-group":
      return left
        .coGroup(right)
        .where(keyOf)
        .equalTo(keyOf)
        .window(windows)
        .apply((first, second, out: Collector<Item>) => {
          const all = [...first, ...second];
          const value = all.reduce((sum, item) => sum + item.value, 0);
          out.collect({ id: namesOf(all), key: all[0].key, value, at: endOf(all[0].at, sizeMs) });
        });
    case "co-process":
      return left.connect(right).keyBy(keyOf, keyOf).process(new CollectBoth(sizeMs));
  }
}
