/** Small jobs, one for each kind of operator, whose output does not depend on how their two inputs interleave. */
import type { SingleOutputStreamOperator } from "../../src/api/data-stream.ts";
import {
  type AggregateFunction,
  type Collector,
  CountEvictor,
  CountTrigger,
  EventTimeSessionWindows,
  GlobalWindows,
  type JobProgram,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type KeyedStream,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  replaySource,
  SlidingEventTimeWindows,
  StateTtlConfig,
  type TimerService,
  TumblingEventTimeWindows,
  transactionalLogSink,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../../src/index.ts";

/** A record of either input. */
export interface Event {
  readonly n: number;
  readonly key: string;
  /** Event time, ms. */
  readonly atMs: number;
}

/** Name of the log that all jobs write to. */
export const OUTPUT = "output";

/** Records of one input; `step` decides which keys follow each other. */
export function events(count: number, step: number): Event[] {
  return Array.from({ length: count }, (_, n) => ({ n, key: `k${(n * step) % 5}`, atMs: Math.floor(n * 3.3) }));
}

type Events = KeyedStream<Event, string>;
type Build = (left: Events, right: Events) => SingleOutputStreamOperator<string>;

const count: AggregateFunction<Event, number, number> = {
  createAccumulator: () => 0,
  add: (_event, sum) => sum + 1,
  getResult: (sum) => sum,
  merge: (a, b) => a + b,
};

/** Emits for each key, at each hundred, the sum of what either input has brought by then. */
class SumOfBoth implements KeyedCoProcessFunction<string, Event, Event, string> {
  private sums!: ValueState<Record<number, number>>;

  open(context: RuntimeContext): void {
    this.sums = context.getState(new ValueStateDescriptor<Record<number, number>>("sums"));
  }

  processElement1(event: Event, context: KeyedProcessContext<string>): void {
    this.add(event, 1, context.timerService());
  }

  processElement2(event: Event, context: KeyedProcessContext<string>): void {
    this.add(event, 1000, context.timerService());
  }

  onTimer(timestampMs: number, context: OnTimerContext<string>, out: Collector<string>): void {
    const sums = this.sums.value() ?? {};
    out.collect(`${context.getCurrentKey()} ${timestampMs} ${sums[timestampMs]}`);
    const { [timestampMs]: _done, ...rest } = sums;
    this.sums.update(rest);
  }

  private add({ n, atMs }: Event, weight: number, timers: TimerService): void {
    const due = (Math.floor(atMs / 100) + 1) * 100;
    const sums = this.sums.value() ?? {};
    this.sums.update({ ...sums, [due]: (sums[due] ?? 0) + n * weight });
    timers.registerEventTimeTimer(due);
  }
}

const RULES = new MapStateDescriptor<string, number>("rules");

/** By name. */
export const OPERATOR_JOBS: Readonly<Record<string, Build>> = {
  "session windows": (left, right) =>
    left
      .union(right)
      .keyBy(({ key }) => key)
      .window(EventTimeSessionWindows.withGap(12))
      .aggregate(count, (key, { window }, [sum], out) => out.collect(`${key} ${window.start} ${window.end} ${sum}`)),
  "sliding windows": (left) =>
    left
      .window(SlidingEventTimeWindows.of(100, 40))
      .apply((key, window, elements, out) => out.collect(`${key} ${window.start} ${[...elements].length}`)),
  "windows with an evictor": (left) =>
    left
      .window(TumblingEventTimeWindows.of(100))
      .evictor(CountEvictor.of(3))
      .apply((key, window, elements, out) => out.collect(`${key} ${window.start} ${[...elements].length}`)),
  "global windows": (left) =>
    left
      .window(GlobalWindows.create())
      .trigger(new CountTrigger(4))
      .reduce((a, b) => (a.n > b.n ? a : b))
      .map(({ key, n }) => `${key} ${n >= 0}`),
  "count windows": (left) =>
    left
      .countWindow(3)
      .reduce((a, b) => (a.n > b.n ? a : b))
      .map(({ key, n }) => `${key} ${n >= 0}`),
  "window join": (left, right) =>
    left
      .join(right)
      .where(({ key }) => key)
      .equalTo(({ key }) => key)
      .window(TumblingEventTimeWindows.of(50))
      .apply((a, b) => `${a.n}-${b.n}`),
  "co-group": (left, right) =>
    left
      .coGroup(right)
      .where(({ key }) => key)
      .equalTo(({ key }) => key)
      .window(TumblingEventTimeWindows.of(50))
      .apply((first, second, out) => out.collect(`${[...first].length} ${[...second].length}`)),
  "interval join": (left, right) =>
    left
      .intervalJoin(right)
      .between(-10, 10)
      .process({ processElement: (a, b, _context, out) => out.collect(`${a.n}-${b.n}`) }),
  "co-process": (left, right) => left.connect(right).process(new SumOfBoth()),
  "co-map": (left, right) => left.connect(right).map({ map1: ({ n }) => `left ${n}`, map2: ({ n }) => `right ${n}` }),
  "broadcast state": (left, right) =>
    left.connect(right.map((event) => event).broadcast(RULES)).process({
      processElement: ({ n }, _context, out) => out.collect(`${n}`),
      processBroadcastElement: ({ key, n }, context) => context.getBroadcastState(RULES).put(key, n),
    }),
  "state that expires": (left) => left.process(new Expiring()),
};

/** Emits each record once, whatever has expired. */
class Expiring {
  private seen!: ValueState<number>;

  open(context: RuntimeContext): void {
    const config = StateTtlConfig.newBuilder(60).updateTtlOnReadAndWrite().build();
    this.seen = context.getState(new ValueStateDescriptor<number>("seen").enableTimeToLive(config));
  }

  processElement({ n }: Event, _context: unknown, out: Collector<string>): void {
    this.seen.update((this.seen.value() ?? 0) + 1);
    out.collect(`${n}`);
  }
}

/** The job of a kind: it reads the inputs `left` and `right`. */
export function operatorJob(kind: string): JobProgram {
  const build = OPERATOR_JOBS[kind];
  return (env) => {
    const read = (input: string, startMs: number) =>
      env
        .fromSource(
          replaySource<Event>({ input, timestampOf: ({ atMs }) => atMs, speed: 1, disorderMs: 0, startMs }),
          WatermarkStrategy.forBoundedOutOfOrderness<Event>(20),
          input,
        )
        .keyBy(({ key }) => key);
    build(read("left", 50), read("right", 60)).sinkTo(
      transactionalLogSink<string>({ log: OUTPUT, serialize: (line) => line }),
    );
    env.execute(kind);
  };
}
