/** Cases of `keyed-state`: commands on the states of a key. */
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type RuntimeContext,
} from "../../src/api/functions.ts";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "../../src/api/state.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  type StateDescriptor,
  ValueStateDescriptor,
} from "../../src/api/state-descriptors.ts";
import { StateTtlConfig } from "../../src/api/state-ttl-config.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { KeyedProcessOperator } from "../../src/operators/keyed-process-operator.ts";
import { type ConformanceCase, errorWord, play, sorted, type Verdict } from "./case.ts";
import { playCommonStep } from "./harness-steps.ts";

interface StateSpec {
  readonly name: string;
  readonly type: string;
  readonly op?: string;
  readonly default?: number;
  readonly ttl?: TtlSpec;
}

interface TtlSpec {
  readonly ttl: number;
  readonly update: "create-and-write" | "read-and-write";
  readonly visibility: "never-return-expired" | "return-expired-if-not-cleaned-up";
  readonly cleanup: "none" | "full-snapshot" | "default";
}

type Command = readonly [state: string, operation: string, argument?: unknown, second?: unknown];
type Operations = (operation: string, argument: unknown, second: unknown) => unknown;

const REDUCERS: Readonly<Record<string, (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  max: (a, b) => Math.max(a, b),
  first: (a) => a,
  last: (_a, b) => b,
  minus: (a, b) => a - b,
};

class Average {
  readonly sum: number;
  readonly count: number;

  constructor(sum: number, count: number) {
    this.sum = sum;
    this.count = count;
  }
}

const AVERAGE = {
  createAccumulator: () => new Average(0, 0),
  add: (value: number, { sum, count }: Average) => new Average(sum + value, count + 1),
  getResult: ({ sum, count }: Average) => sum / count,
};

function valueOperations(state: ValueState<unknown>): Operations {
  return (operation, argument) => {
    switch (operation) {
      case "value": {
        const value = state.value();
        return Array.isArray(value) ? [...value] : value;
      }
      case "update":
        state.update(Array.isArray(argument) ? [...argument] : argument);
        return "ok";
      case "mutate": {
        const list = state.value() as unknown[] | null;
        if (list === null) return null;
        list.push(argument);
        return [...list];
      }
      default:
        state.clear();
        return "ok";
    }
  };
}

function listOperations(state: ListState<unknown>): Operations {
  return (operation, argument) => {
    if (operation === "get") return [...state.get()];
    if (operation === "add") state.add(argument);
    else if (operation === "addAll") state.addAll(argument as unknown[]);
    else if (operation === "update") state.update(argument as unknown[]);
    else state.clear();
    return "ok";
  };
}

function mapOperations(state: MapState<string, number | null>): Operations {
  return (operation, argument, second) => {
    const key = argument as string;
    switch (operation) {
      case "get":
        return state.get(key);
      case "contains":
        return state.contains(key);
      case "isEmpty":
        return state.isEmpty();
      case "keys":
        return sorted([...state.keys()]);
      case "values":
        return sorted([...state.values()]);
      case "entries":
        return sorted([...state.entries()]);
      case "removeOdd":
        return removeOdd(state);
      case "put":
        state.put(key, second as number | null);
        return "ok";
      case "putAll":
        // null goes through as it is: the state refuses it.
        state.putAll(argument === null ? (argument as never) : Object.entries(argument as Record<string, number>));
        return "ok";
      case "remove":
        state.remove(key);
        return "ok";
      default:
        state.clear();
        return "ok";
    }
  };
}

function removeOdd(state: MapState<string, number | null>): number {
  let removed = 0;
  const entries = state.iterator();
  for (const [, value] of entries) {
    if (value === null || value % 2 === 0) continue;
    entries.remove();
    removed++;
  }
  return removed;
}

function addingOperations(state: ReducingState<number> | AggregatingState<number, number>): Operations {
  return (operation, argument) => {
    if (operation === "get") return state.get();
    if (operation === "add") state.add(argument as number);
    else state.clear();
    return "ok";
  };
}

function ttlConfig({ ttl, update, visibility, cleanup }: TtlSpec): StateTtlConfig {
  const builder = StateTtlConfig.newBuilder(ttl)
    .setUpdateType(update === "read-and-write" ? "OnReadAndWrite" : "OnCreateAndWrite")
    .setStateVisibility(visibility === "never-return-expired" ? "NeverReturnExpired" : "ReturnExpiredIfNotCleanedUp");
  if (cleanup !== "default") builder.disableCleanupInBackground();
  if (cleanup === "full-snapshot") builder.cleanupFullSnapshot();
  return builder.build();
}

function openState(spec: StateSpec, context: RuntimeContext): Operations {
  const living = <D extends StateDescriptor>(descriptor: D): D => {
    if (spec.ttl !== undefined) descriptor.enableTimeToLive(ttlConfig(spec.ttl));
    return descriptor;
  };
  switch (spec.type) {
    case "list":
      return listOperations(context.getListState(living(new ListStateDescriptor<unknown>(spec.name))));
    case "map":
      return mapOperations(context.getMapState(living(new MapStateDescriptor<string, number | null>(spec.name))));
    case "reducing": {
      const reduce = REDUCERS[spec.op as string];
      return addingOperations(context.getReducingState(living(new ReducingStateDescriptor<number>(spec.name, reduce))));
    }
    case "aggregating":
      return addingOperations(context.getAggregatingState(living(new AggregatingStateDescriptor(spec.name, AVERAGE))));
    default: {
      const initial = spec.default ?? null;
      return valueOperations(context.getState(living(new ValueStateDescriptor<unknown>(spec.name, initial))));
    }
  }
}

class StateFunction extends KeyedProcessFunction<unknown, unknown, unknown> {
  readonly #specs: readonly StateSpec[];
  readonly #states = new Map<string, Operations>();

  constructor(specs: readonly StateSpec[]) {
    super();
    this.#specs = specs;
  }

  override open(context: RuntimeContext): void {
    for (const spec of this.#specs) this.#states.set(spec.name, openState(spec, context));
  }

  override processElement(value: unknown, _context: KeyedProcessContext<unknown>, out: Collector<unknown>): void {
    for (const [state, operation, argument, second] of (value as { commands: readonly Command[] }).commands) {
      try {
        out.collect(this.#states.get(state)?.(operation, argument, second));
      } catch (error) {
        out.collect({ error: errorWord(error) });
      }
    }
  }
}

const UNORDERED = new Set(["keys", "values", "entries"]);

/** Runs one case of `keyed-state`. */
export function runKeyedState(one: ConformanceCase): Verdict {
  const specs = one.spec.states as StateSpec[];
  const keySelector = (value: unknown): unknown => (value as { key: unknown }).key;
  const harness = new OneInputHarness({
    createOperator: () => new KeyedProcessOperator(new StateFunction(specs), keySelector),
    keySelector,
    maxParallelism: one.spec.maxParallelism as number,
    parallelism: one.spec.parallelism as number,
  });
  harness.setTtlTime((one.spec.ttlTime as number | undefined) ?? 0);
  harness.open();
  const state = (): { state?: number } => (one.spec.entryCounts === false ? {} : { state: harness.numStateEntries() });
  // Answers about a map come in an order that is unspecified: both sides are sorted alike.
  const expected = one.expected.map((answer, step) => {
    const commands = one.script[step].commands as readonly Command[] | undefined;
    if (commands === undefined) return answer;
    const results = (answer.results as unknown[]).map((result, i) =>
      UNORDERED.has(commands[i][1]) ? sorted(result as unknown[]) : result,
    );
    return { ...answer, results };
  });
  return play({ ...one, expected }, (step) => {
    if (step.op !== "call") {
      if (step.op === "ttlTime") harness.setTtlTime(step.to as number);
      else playCommonStep(harness, step);
      return state();
    }
    harness.processElement(step);
    const results = harness.takeOutput().map((emitted) => (emitted.kind === "record" ? emitted.value : null));
    return { results, ...state() };
  });
}
