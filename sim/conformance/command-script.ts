/** What elements of the cases tell a process function to do. */
import type { Collector, KeyedProcessContext, OnTimerContext, ProcessContext } from "../../src/api/functions.ts";
import { OutputTag } from "../../src/api/output-tag.ts";
import type { ValueState } from "../../src/api/state.ts";
import { formatTime, type Json, parseTime } from "./case.ts";

/** One thing to do. */
export interface Command {
  readonly c: string;
  readonly at?: number;
  readonly plus?: number;
  readonly until?: number;
  readonly value?: unknown;
  readonly tag?: string;
}

/** What to do when a timer fires. */
export interface TimerRule {
  readonly domain: string;
  readonly mod: number;
  readonly rem: number;
  readonly commands: readonly Command[];
}

type AnyContext = ProcessContext & Partial<Pick<KeyedProcessContext<unknown>, "getCurrentKey">>;

/** Does what commands say. */
export class CommandScript {
  readonly #rules: readonly TimerRule[];
  /** The counter of the current key; null where there are no keys. */
  count: ValueState<number> | null = null;

  constructor(rules: readonly TimerRule[]) {
    this.#rules = rules;
  }

  onElement(value: unknown, context: AnyContext, out: Collector<unknown>): void {
    for (const command of (value as { commands: readonly Command[] }).commands) this.#run(command, 0, context, out);
  }

  onTimer(timestampMs: number, context: OnTimerContext<unknown>, out: Collector<unknown>): void {
    out.collect({ timer: context.timeDomain(), at: formatTime(timestampMs), ...where(context) });
    for (const rule of this.#rules) {
      const remainder = ((timestampMs % rule.mod) + rule.mod) % rule.mod;
      if (rule.domain !== context.timeDomain() || remainder !== rule.rem) continue;
      for (const command of rule.commands) this.#run(command, timestampMs, context, out);
    }
  }

  #run(command: Command, timerTime: number, context: AnyContext, out: Collector<unknown>): void {
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
        context.output(new OutputTag(command.tag as string), { side: command.value, key: keyOf(context) });
        return;
      case "count": {
        const count = (this.count?.value() ?? 0) + 1;
        this.count?.update(count);
        out.collect({ count, key: keyOf(context) });
        return;
      }
      case "clear":
        this.count?.clear();
        return;
      case "probe": {
        const { key, ...rest } = where(context);
        out.collect({ probe: key, ...rest });
        return;
      }
      default:
        throw new Error(`Unknown command ${command.c}.`);
    }
  }
}

function keyOf(context: AnyContext): unknown {
  return context.getCurrentKey === undefined ? "none" : context.getCurrentKey();
}

function where(context: AnyContext): Json {
  const timestamp = context.timestamp();
  const timers = context.timerService();
  return {
    key: keyOf(context),
    timestamp: timestamp === null ? "none" : formatTime(timestamp),
    wm: formatTime(timers.currentWatermark()),
    now: timers.currentProcessingTime(),
  };
}
