/** A job with two sources, of which one ends long before the other and has a subtask that never gets a record. */
import type { CheckpointedFunction, FunctionInitializationContext } from "../../src/api/checkpointed-function.ts";
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type RuntimeContext,
} from "../../src/api/functions.ts";
import type { JobProgram } from "../../src/api/program.ts";
import type { Sink } from "../../src/api/sink.ts";
import type { ListState, ValueState } from "../../src/api/state.ts";
import { ListStateDescriptor, ValueStateDescriptor } from "../../src/api/state-descriptors.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import type { Reading } from "./bucket-job.ts";

class CountPerKey extends KeyedProcessFunction<string, Reading, string> {
  private count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  processElement(_reading: Reading, context: KeyedProcessContext<string>, out: Collector<string>): void {
    const count = (this.count.value() ?? 0) + 1;
    this.count.update(count);
    out.collect(`${context.getCurrentKey()}#${count}`);
  }
}

/** Passes records on, and keeps how many in a union list. */
class CountInUnion implements CheckpointedFunction {
  private count = 0;
  private state!: ListState<number>;

  initializeState(context: FunctionInitializationContext): void {
    this.state = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<number>("count"));
  }

  snapshotState(): void {
    this.state.update([this.count]);
  }

  map(reading: Reading): Reading {
    this.count++;
    return reading;
  }
}

/** @param union a function behind the short source keeps a union list */
export function twoEnds(sinkTo: (log: string) => Sink<string>, union = false): JobProgram {
  return (env) => {
    const read = (input: string, splits: number) =>
      env.fromSource(
        replaySource<Reading>({ input, timestampOf: (r) => r.ts, speed: 2, disorderMs: 0, splits }),
        WatermarkStrategy.noWatermarks<Reading>(),
        input,
      );
    const short = read("short", 1);
    const first = union ? short.map(new CountInUnion()) : short;
    first
      .union(read("long", 4))
      .keyBy((reading) => reading.key)
      .process(new CountPerKey())
      .sinkTo(sinkTo("counts"));
    env.execute("two-ends");
  };
}

/** Every count of every key, once. */
export function expectedCounts(...inputs: readonly (readonly Reading[])[]): string[] {
  const counts = new Map<string, number>();
  return inputs
    .flat()
    .map(({ key }) => {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return `${key}#${count}`;
    })
    .sort();
}
