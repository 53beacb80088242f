/** One keyed function for each kind of state, and what it has to give, worked out from its input alone. */
import {
  AggregatingStateDescriptor,
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  ListStateDescriptor,
  MapStateDescriptor,
  type OnTimerContext,
  ReducingStateDescriptor,
  type RuntimeContext,
  StateTtlConfig,
  ValueStateDescriptor,
} from "../../src/index.ts";

/** A record; its event time is its number, in ms. */
export interface Numbered {
  readonly n: number;
  readonly key: string;
}

/** So many records; five keys take turns. */
export function numbered(count: number): Numbered[] {
  return Array.from({ length: count }, (_, n) => ({ n, key: `k${(n * 7) % 5}` }));
}

/** Opens a state; what it gives takes a number in and shows what is kept then. */
type Open = (context: RuntimeContext, ttl: StateTtlConfig | null) => (n: number) => unknown;

/** A kind of state. */
export interface StateProbe {
  readonly open: Open;
  /** What is shown after these numbers of one key. */
  readonly shows: (numbers: readonly number[]) => unknown;
}

type Expiring = { enableTimeToLive(config: StateTtlConfig): unknown };

function living<D extends Expiring>(descriptor: D, ttl: StateTtlConfig | null): D {
  if (ttl !== null) descriptor.enableTimeToLive(ttl);
  return descriptor;
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Clears what it keeps with every number that divides by 20. */
export const STATE_PROBES: Readonly<Record<string, StateProbe>> = {
  value: {
    open: (context, ttl) => {
      const state = context.getState(living(new ValueStateDescriptor<number>("value"), ttl));
      return (n) => {
        if (n % 20 === 0) state.clear();
        else state.update((state.value() ?? 0) + n);
        return state.value();
      };
    },
    shows: (numbers) => {
      const since = numbers.slice(numbers.findLastIndex((n) => n % 20 === 0) + 1);
      return since.length === 0 ? null : sum(since);
    },
  },
  list: {
    open: (context, ttl) => {
      const state = context.getListState(living(new ListStateDescriptor<{ n: number }>("list"), ttl));
      return (n) => {
        if (n % 20 === 0) state.update([{ n: -n }]);
        else state.add({ n });
        return [...state.get()].map((element) => element.n);
      };
    },
    shows: (numbers) => {
      const last = numbers.findLastIndex((n) => n % 20 === 0);
      return last < 0 ? numbers : [-numbers[last], ...numbers.slice(last + 1)];
    },
  },
  map: {
    open: (context, ttl) => {
      const state = context.getMapState(living(new MapStateDescriptor<readonly [string, number], number>("map"), ttl));
      return (n) => {
        const key = ["rest", n % 3] as const;
        if (n % 20 === 0) state.remove(key);
        else state.put(key, (state.get(key) ?? 0) + 1);
        return [...state.entries()].map(([[, rest], count]) => [rest, count]).sort(([a], [b]) => a - b);
      };
    },
    shows: (numbers) => {
      const counts = new Map<number, number>();
      for (const n of numbers)
        if (n % 20 === 0) counts.delete(n % 3);
        else counts.set(n % 3, (counts.get(n % 3) ?? 0) + 1);
      return [...counts].sort(([a], [b]) => a - b);
    },
  },
  reducing: {
    open: (context, ttl) => {
      const state = context.getReducingState(
        living(new ReducingStateDescriptor<number>("reducing", (a, b) => a * 3 + b), ttl),
      );
      return (n) => {
        state.add(n % 10);
        return state.get();
      };
    },
    shows: (numbers) => numbers.map((n) => n % 10).reduce((a, b) => a * 3 + b),
  },
  aggregating: {
    open: (context, ttl) => {
      const mean = {
        createAccumulator: () => ({ count: 0, sum: 0 }),
        add: (n: number, { count, sum }: { count: number; sum: number }) => ({ count: count + 1, sum: sum + n }),
        getResult: ({ count, sum }: { count: number; sum: number }) => sum / count,
        merge: (a: { count: number; sum: number }) => a,
      };
      const state = context.getAggregatingState(living(new AggregatingStateDescriptor("aggregating", mean), ttl));
      return (n) => {
        state.add(n);
        return state.get();
      };
    },
    shows: (numbers) => sum(numbers) / numbers.length,
  },
};

/** ms of event time between two timers. */
const TIMER_EVERY_MS = 10;

/** Shows the state after each record, and fires a timer of event time at every tenth millisecond for keys that had a record. */
export class Probing extends KeyedProcessFunction<string, Numbered, string> {
  private readonly kind: string;
  private readonly ttl: StateTtlConfig | null;
  private take!: (n: number) => unknown;

  /** @param ttlMs 0: the state does not expire */
  constructor(kind: string, ttlMs: number) {
    super();
    this.kind = kind;
    this.ttl = ttlMs === 0 ? null : StateTtlConfig.newBuilder(ttlMs).build();
  }

  override open(context: RuntimeContext): void {
    this.take = STATE_PROBES[this.kind].open(context, this.ttl);
  }

  override processElement({ n, key }: Numbered, context: KeyedProcessContext<string>, out: Collector<string>): void {
    context.timerService().registerEventTimeTimer((Math.floor(n / TIMER_EVERY_MS) + 1) * TIMER_EVERY_MS);
    out.collect(`${key} ${n} ${JSON.stringify(this.take(n))}`);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} timer ${timestampMs}`);
  }
}

/** All that `Probing` emits for these records, sorted. */
export function expectedLines(kind: string, records: readonly Numbered[]): string[] {
  const before = new Map<string, number[]>();
  const lines = records.map(({ n, key }) => {
    const numbers = [...(before.get(key) ?? []), n];
    before.set(key, numbers);
    return `${key} ${n} ${JSON.stringify(STATE_PROBES[kind].shows(numbers))}`;
  });
  const timers = records.map(({ n, key }) => `${key} timer ${(Math.floor(n / TIMER_EVERY_MS) + 1) * TIMER_EVERY_MS}`);
  return [...lines, ...new Set(timers)].sort();
}
