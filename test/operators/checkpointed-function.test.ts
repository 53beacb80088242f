import { describe, expect, test } from "vitest";
import { simulate } from "../../sim/simulation.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import {
  type CheckpointedFunction,
  DataGeneratorSource,
  type FunctionInitializationContext,
  type FunctionSnapshotContext,
  type ListState,
  ListStateDescriptor,
  RateLimiterStrategy,
  WatermarkStrategy,
} from "../../src/index.ts";
import { asyncWaitOperatorFactory } from "../../src/operators/async/async-wait-factory.ts";
import { keyedProcessOperatorFactory } from "../../src/operators/keyed-process-factory.ts";
import { mapOperatorFactory } from "../../src/operators/map-operator.ts";
import type { OneInputOperator, OperatorFactory } from "../../src/operators/operator.ts";
import { windowOperatorFactory } from "../../src/operators/window-operator-factory.ts";
import { TumblingEventTimeWindows } from "../../src/windowing/tumbling-event-time-windows.ts";
import { appliedWindowFunction } from "../../src/windowing/window-function-adapter.ts";

const DESCRIPTOR = new ListStateDescriptor<number>("count");

/** Numbers its records; `calls` tells of its life. */
class Numbering implements CheckpointedFunction {
  readonly calls: string[] = [];
  private readonly union: boolean;
  private count = 0;
  private state!: ListState<number>;

  constructor(union = false) {
    this.union = union;
  }

  initializeState(context: FunctionInitializationContext): void {
    const store = context.getOperatorStateStore();
    this.state = this.union ? store.getUnionListState(DESCRIPTOR) : store.getListState(DESCRIPTOR);
    for (const count of this.state.get()) this.count += count;
    this.calls.push(`initialize ${context.isRestored()} ${context.getRestoredCheckpointId()}`);
  }

  open(): void {
    this.calls.push("open");
  }

  snapshotState(context: FunctionSnapshotContext): void {
    this.calls.push(`snapshot ${context.getCheckpointId()} ${context.getCheckpointTimestamp()}`);
    this.state.update([this.count]);
  }

  next(): number {
    return this.count++;
  }

  map(value: unknown): string {
    return `${value} ${this.next()}`;
  }

  processElement(value: unknown, _context: unknown, out: { collect(value: unknown): void }): void {
    out.collect(this.map(value));
  }

  asyncInvoke(value: unknown, result: { complete(values: unknown[]): void }): void {
    result.complete([this.map(value)]);
  }

  apply(_key: unknown, _window: unknown, [value]: Iterable<unknown>, out: { collect(value: unknown): void }): void {
    out.collect(this.map(value));
  }
}

/** Shows its subtasks. */
class OpenHarness extends OneInputHarness {
  get all(): typeof this.subtasks {
    return this.subtasks;
  }
}

function harness(factory: OperatorFactory, keyed = false): OpenHarness {
  const createOperator = () => factory.create() as OneInputOperator;
  return new OpenHarness(keyed ? { createOperator, keySelector: () => "k" } : { createOperator });
}

const results = (one: OneInputHarness) =>
  one.takeOutput().flatMap((output) => (output.kind === "record" ? [output.value] : []));

const KINDS: Readonly<Record<string, (fn: Numbering) => OneInputHarness>> = {
  map: (fn) => harness(mapOperatorFactory(fn)),
  async: (fn) => harness(asyncWaitOperatorFactory(fn, { mode: "ordered", capacity: 1, timeoutMs: 0, retry: null })),
  "keyed process": (fn) =>
    harness(
      keyedProcessOperatorFactory(fn as never, () => "k"),
      true,
    ),
  window: (fn) =>
    harness(
      windowOperatorFactory({
        assigner: TumblingEventTimeWindows.of(1),
        keySelector: () => "k",
        contents: { kind: "list" },
        allowedLateness: 0,
        windowFunction: appliedWindowFunction(fn) as never,
      }),
      true,
    ),
};

describe("a function with operator state", () => {
  for (const [kind, build] of Object.entries(KINDS))
    test(`goes on where its checkpoint was: ${kind}`, () => {
      const one = build(new Numbering());
      one.open();
      one.processElement("a", 1);
      one.processWatermark(1);
      const snapshot = one.snapshot();
      one.processElement("lost", 2);
      one.processWatermark(2);
      results(one);
      one.open(snapshot);
      one.processElement("b", 3);
      one.processWatermark(3);
      expect(results(one)).toEqual(["b 1"]);
    });

  for (const [kind, build] of Object.entries(KINDS))
    test(`learns of which checkpoint its snapshot is, and when that was triggered: ${kind}`, () => {
      const seen: string[][] = [];
      class Watching extends Numbering {
        override open(): void {
          seen.push(this.calls);
        }
      }
      const one = build(new Watching());
      one.open();
      one.setProcessingTime(1234);
      one.snapshot();
      expect(seen[0].at(-1)).toBe("snapshot 1 1234");
    });

  test("of all subtasks learns the same time of a checkpoint, at or before the present one", () => {
    const seen: { id: number; triggeredMs: number; nowMs: number }[] = [];
    const fn = {
      initializeState() {},
      snapshotState(context: FunctionSnapshotContext) {
        const [id, triggeredMs] = [context.getCheckpointId(), context.getCheckpointTimestamp()];
        seen.push({ id, triggeredMs, nowMs: Date.now() });
      },
      map: (n: number) => n,
    };
    simulate(
      {
        version: 1,
        seed: 2,
        programs: [{ module: "job" }],
        cluster: { taskManagers: 2, slots: 2 },
        configuration: { "parallelism.default": 3, "execution.checkpointing.interval": "20 ms" },
        // Of one checkpoint one subtask hears later than the others.
        faults: ["delay:method=triggerCheckpoint,n=1,by=9ms@cp.trigger#3"],
        limitMs: 300,
      },
      {
        programs: {
          job: (env) => {
            env
              .fromSource(
                new DataGeneratorSource((n) => n, 1e6, RateLimiterStrategy.perSecond(1000)),
                WatermarkStrategy.noWatermarks(),
                "n",
              )
              .map(fn)
              .print();
            env.execute();
          },
        },
      },
    );
    const ids = new Set(seen.map(({ id }) => id));
    expect(ids.size).toBeGreaterThan(3);
    expect(seen.some(({ triggeredMs, nowMs }) => nowMs - triggeredMs > 5)).toBe(true);
    for (const id of ids) {
      const of = seen.filter((one) => one.id === id);
      expect(new Set(of.map(({ triggeredMs }) => triggeredMs)).size).toBe(1);
      for (const { triggeredMs, nowMs } of of) expect(nowMs - triggeredMs).toBeLessThan(20);
      for (const { triggeredMs, nowMs } of of) expect(nowMs).toBeGreaterThanOrEqual(triggeredMs);
    }
  });

  test("initializes its state before it is opened", () => {
    const seen: string[][] = [];
    class Watching extends Numbering {
      override open(): void {
        super.open();
        seen.push(this.calls);
      }
    }
    const fn = new Watching();
    const watched = harness(mapOperatorFactory(fn));
    watched.open();
    expect(seen).toEqual([["initialize false null", "open"]]);
    // Each attempt has a copy of its own.
    expect(fn.calls).toEqual([]);
    watched.open(watched.snapshot());
    expect(seen[1]).toEqual(["initialize true 1", "open"]);
  });

  test("gets its share of a list, and the whole of a union list", () => {
    for (const union of [false, true]) {
      const one = harness(mapOperatorFactory(new Numbering(union)));
      one.open(null, 2);
      one.processElement("a");
      one.processElement("a");
      results(one);
      // Elements go to subtask 0: its count is 2, that of the other 0.
      one.open(one.snapshot(), 1);
      one.processElement("b");
      expect(results(one)).toEqual(["b 2"]);
      one.open(one.snapshot(), 2);
      const shares = one.all.map(({ operatorState }) => [
        ...(union ? operatorState.unionListState("count") : operatorState.listState("count")).get(),
      ]);
      expect(shares).toEqual(union ? [[3], [3]] : [[3], []]);
    }
  });

  test("refuses a promise, which nobody would wait for", () => {
    const one = harness(mapOperatorFactory({ map: (value) => value, snapshotState: (async () => {}) as () => void }));
    one.open();
    expect(() => one.snapshot()).toThrow(/The snapshotState of .* returned a promise/);
  });

  test("cannot use keyed state on a stream that is not keyed", () => {
    const one = harness(
      mapOperatorFactory({
        map: (value) => value,
        initializeState: (context) => void context.getKeyedStateStore().getListState(DESCRIPTOR),
      }),
    );
    expect(() => one.open()).toThrow("Keyed state can only be used on a keyed stream, that is, after keyBy().");
  });

  test("is told what became of a checkpoint", () => {
    const told: string[] = [];
    const one = harness(
      mapOperatorFactory({
        map: (value) => value,
        notifyCheckpointComplete: (id) => void told.push(`complete ${id}`),
        notifyCheckpointAborted: (id) => void told.push(`aborted ${id}`),
      }),
    );
    one.open();
    one.all[0].operator.notifyCheckpointComplete(3);
    one.all[0].operator.notifyCheckpointAborted(4);
    expect(told).toEqual(["complete 3", "aborted 4"]);
  });
});
