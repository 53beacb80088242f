/** Cases of `timers`: a keyed process function that does what each element says. */
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
} from "../../src/api/functions.ts";
import { OutputTag } from "../../src/api/output-tag.ts";
import type { ValueState } from "../../src/api/state.ts";
import { ValueStateDescriptor } from "../../src/api/state-descriptors.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { KeyedProcessOperator } from "../../src/operators/keyed-process-operator.ts";
import { type ConformanceCase, formatTime, type Json, parseTime, play, type Verdict } from "./case.ts";
import { counters, playCommonStep, takeOutput } from "./harness-steps.ts";

interface Command {
  readonly c: string;
  readonly at?: number;
  readonly plus?: number;
  readonly until?: number;
  readonly value?: unknown;
  readonly tag?: string;
}

interface TimerRule {
  readonly domain: string;
  readonly mod: number;
  readonly rem: number;
  readonly commands: readonly Command[];
}

class CommandFunction extends KeyedProcessFunction<unknown, unknown, unknown> {
  readonly #rules: readonly TimerRule[];
  #count!: ValueState<number>;

  constructor(rules: readonly TimerRule[]) {
    super();
    this.#rules = rules;
  }

  override open(context: RuntimeContext): void {
    this.#count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  override processElement(value: unknown, context: KeyedProcessContext<unknown>, out: Collector<unknown>): void {
    for (const command of (value as { commands: readonly Command[] }).commands) this.#run(command, 0, context, out);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<unknown>, out: Collector<unknown>): void {
    const { at, ...where } = this.#where(context, timestampMs);
    out.collect({ timer: context.timeDomain(), at, ...where });
    for (const rule of this.#rules) {
      const remainder = ((timestampMs % rule.mod) + rule.mod) % rule.mod;
      if (rule.domain !== context.timeDomain() || remainder !== rule.rem) continue;
      for (const command of rule.commands) this.#run(command, timestampMs, context, out);
    }
  }

  #where(context: KeyedProcessContext<unknown>, at: number): Json {
    const timestamp = context.timestamp();
    const timers = context.timerService();
    return {
      at: formatTime(at),
      key: context.getCurrentKey(),
      timestamp: timestamp === null ? "none" : formatTime(timestamp),
      wm: formatTime(timers.currentWatermark()),
      now: timers.currentProcessingTime(),
    };
  }

  #run(command: Command, timerTime: number, context: KeyedProcessContext<unknown>, out: Collector<unknown>): void {
    const key = context.getCurrentKey();
    const time = command.plus === undefined ? parseTime(command.at) : timerTime + command.plus;
    if (command.until !== undefined && time > command.until) return;
    const timers = context.timerService();
    switch (command.c) {
      case "registerEvent":
        timers.registerEventTimeTimer(time);
        return;
      case "registerProcessing":
        timers.registerProcessingTimeTimer(time);
        return;
      case "deleteEvent":
        timers.deleteEventTimeTimer(time);
        return;
      case "deleteProcessing":
        timers.deleteProcessingTimeTimer(time);
        return;
      case "emit":
        out.collect({ emit: command.value });
        return;
      case "side":
        context.output(new OutputTag(command.tag as string), { side: command.value, key });
        return;
      case "count": {
        const count = (this.#count.value() ?? 0) + 1;
        this.#count.update(count);
        out.collect({ count, key });
        return;
      }
      case "clear":
        this.#count.clear();
        return;
      case "probe": {
        const { timestamp, wm, now } = this.#where(context, 0);
        out.collect({ probe: key, timestamp, wm, now });
        return;
      }
      default:
        throw new Error(`Unknown command ${command.c}.`);
    }
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
