/** Cases of `timers`: a keyed process function that does what each element says. */
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
} from "../../src/api/functions.ts";
import { ValueStateDescriptor } from "../../src/api/state-descriptors.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { KeyedProcessOperator } from "../../src/operators/keyed-process-operator.ts";
import { type ConformanceCase, parseTime, play, type Verdict } from "./case.ts";
import { CommandScript, type TimerRule } from "./command-script.ts";
import { counters, playCommonStep, takeOutput } from "./harness-steps.ts";

class CommandFunction extends KeyedProcessFunction<unknown, unknown, unknown> {
  readonly #script: CommandScript;

  constructor(rules: readonly TimerRule[]) {
    super();
    this.#script = new CommandScript(rules);
  }

  override open(context: RuntimeContext): void {
    this.#script.count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  override processElement(value: unknown, context: KeyedProcessContext<unknown>, out: Collector<unknown>): void {
    this.#script.onElement(value, context, out);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<unknown>, out: Collector<unknown>): void {
    this.#script.onTimer(timestampMs, context, out);
  }
}

/** Runs one case of `timers`. */
export function runTimers(one: ConformanceCase): Verdict {
  const { onTimer, maxParallelism, parallelism, processingTime } = one.spec;
  const keySelector = (value: unknown): unknown => (value as { key: unknown }).key;
  const harness = new OneInputHarness({
    createOperator: () => new KeyedProcessOperator(new CommandFunction((onTimer ?? []) as TimerRule[]), keySelector),
    keySelector,
    maxParallelism: maxParallelism as number,
    parallelism: parallelism as number,
    processingTimeMs: processingTime as number,
  });
  harness.open();
  return play(one, (step) => {
    if (step.op === "element") harness.processElement(step, step.ts === undefined ? undefined : parseTime(step.ts));
    else playCommonStep(harness, step);
    return { ...takeOutput(harness), ...counters(harness) };
  });
}
