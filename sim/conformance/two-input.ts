/** Cases of `two-input`. */
import type {
  BroadcastProcessFunction,
  CoMapFunction,
  CoProcessFunction,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  ProcessJoinFunction,
} from "../../src/api/co-functions.ts";
import { OutputTag } from "../../src/api/output-tag.ts";
import { ValueStateDescriptor } from "../../src/api/state-descriptors.ts";
import { type InputNumber, type InputRouting, TwoInputHarness } from "../../src/harness/two-input-harness.ts";
import { BroadcastOperator } from "../../src/operators/broadcast-operator.ts";
import { CoMapOperator, CoProcessOperator } from "../../src/operators/co-operators.ts";
import { IntervalJoinOperator } from "../../src/operators/interval-join-operator.ts";
import { KeyedBroadcastOperator } from "../../src/operators/keyed-broadcast-operator.ts";
import { KeyedCoProcessOperator } from "../../src/operators/keyed-co-process-operator.ts";
import type { TwoInputOperator } from "../../src/operators/two-input-operator.ts";
import { RULES, ruleFunction, SumFunction } from "./broadcast-functions.ts";
import { type ConformanceCase, formatTime, type Json, parseTime, play, type Verdict } from "./case.ts";
import { CommandScript, type TimerRule } from "./command-script.ts";
import { counters, playLifeCycleStep, takeOutput } from "./harness-steps.ts";

type Pair = readonly [key: string, value: number];

const firstField = (value: unknown): unknown => (value as Pair)[0];
const keyField = (value: unknown): unknown => (value as { key: unknown }).key;

const mapFunction: CoMapFunction<unknown, unknown, unknown> = {
  map1: (value) => ({ map: 1, value }),
  map2: (value) => ({ map: 2, value }),
};

function commandFunction(): CoProcessFunction<unknown, unknown, unknown> {
  const script = new CommandScript([]);
  const process = script.onElement.bind(script);
  return { processElement1: process, processElement2: process };
}

function keyedCommandFunction(rules: readonly TimerRule[]): KeyedCoProcessFunction<unknown, unknown, unknown, unknown> {
  const script = new CommandScript(rules);
  const process = script.onElement.bind(script);
  return {
    open(context) {
      script.count = context.getState(new ValueStateDescriptor<number>("count"));
    },
    processElement1: process,
    processElement2: process,
    onTimer: script.onTimer.bind(script),
  };
}

const pairFunction: ProcessJoinFunction<unknown, unknown, unknown> = {
  processElement(left, right, context, out) {
    out.collect({
      left: (left as Pair)[1],
      right: (right as Pair)[1],
      key: (left as Pair)[0],
      leftTs: formatTime(context.getLeftTimestamp()),
      rightTs: formatTime(context.getRightTimestamp()),
      ts: formatTime(context.getTimestamp()),
    });
  },
};

function intervalJoin(spec: Json): TwoInputOperator {
  const late = spec.lateOutput === true;
  return new IntervalJoinOperator(pairFunction, {
    firstKey: firstField,
    secondKey: firstField,
    lowerBoundMs: spec.lower as number,
    upperBoundMs: spec.upper as number,
    lowerInclusive: spec.lowerInclusive as boolean,
    upperInclusive: spec.upperInclusive as boolean,
    ...(late ? { leftLateTag: new OutputTag("late-left"), rightLateTag: new OutputTag("late-right") } : {}),
  });
}

interface Form {
  readonly routing: readonly [InputRouting, InputRouting];
  /** It has state and timers, which are counted. */
  readonly keyed: boolean;
  create(spec: Json): TwoInputOperator;
}

const byFirstField: InputRouting = { keySelector: firstField };
const byKeyField: InputRouting = { keySelector: keyField };

const FORMS: Readonly<Record<string, Form>> = {
  "co-map": { routing: ["first", "first"], keyed: false, create: () => new CoMapOperator(mapFunction) },
  "co-process": { routing: ["first", "first"], keyed: false, create: () => new CoProcessOperator(commandFunction()) },
  "keyed-co-process": {
    routing: [byKeyField, byKeyField],
    keyed: true,
    create: (spec) =>
      new KeyedCoProcessOperator(keyedCommandFunction((spec.onTimer ?? []) as TimerRule[]), keyField, keyField),
  },
  "interval-join": { routing: [byFirstField, byFirstField], keyed: true, create: intervalJoin },
  // The functions below meet only elements of the cases.
  broadcast: {
    routing: ["first", "broadcast"],
    keyed: false,
    create: () => new BroadcastOperator(ruleFunction as BroadcastProcessFunction<unknown, unknown, unknown>, [RULES]),
  },
  "keyed-broadcast": {
    routing: [byFirstField, "broadcast"],
    keyed: true,
    create() {
      const fn = new SumFunction() as KeyedBroadcastProcessFunction<never, never, never, unknown>;
      return new KeyedBroadcastOperator(
        fn as KeyedBroadcastProcessFunction<unknown, unknown, unknown, unknown>,
        firstField,
        [RULES],
      );
    },
  },
};

/** Runs one case of `two-input`. */
export function runTwoInput(one: ConformanceCase): Verdict {
  const { spec } = one;
  const form = FORMS[spec.form as string];
  const harness = new TwoInputHarness({
    createOperator: () => form.create(spec),
    routing: form.routing,
    maxParallelism: spec.maxParallelism as number,
    parallelism: spec.parallelism as number,
    processingTimeMs: spec.processingTime as number,
  });
  return play(one, (step) => {
    const input = step.input as InputNumber;
    switch (step.op) {
      case "open":
        harness.open();
        break;
      case "element": {
        const value = step.value === undefined ? step : step.value;
        harness.processElement(input, value, step.ts === undefined ? undefined : parseTime(step.ts));
        break;
      }
      case "watermark":
        harness.processWatermark(input, parseTime(step.ts));
        break;
      case "status":
        harness.processStatus(input, step.status === "idle");
        break;
      default:
        playLifeCycleStep(harness, step);
    }
    return form.keyed ? { ...takeOutput(harness), ...counters(harness) } : takeOutput(harness);
  });
}
