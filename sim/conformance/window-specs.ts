/** Assigners and triggers as the cases spell them. */
import type { Window } from "../../src/api/functions.ts";
import {
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  ProcessingTimeoutTrigger,
} from "../../src/windowing/continuous-trigger.ts";
import { CountTrigger, DeltaTrigger, PurgingTrigger } from "../../src/windowing/count-trigger.ts";
import { EventTimeTrigger, ProcessingTimeTrigger } from "../../src/windowing/event-time-trigger.ts";
import type { TimeWindow } from "../../src/windowing/time-window.ts";
import {
  CONTINUE,
  FIRE,
  FIRE_AND_PURGE,
  PURGE,
  Trigger,
  type TriggerContext,
  type TriggerResult,
} from "../../src/windowing/trigger.ts";
import {
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type WindowStagger,
} from "../../src/windowing/tumbling-event-time-windows.ts";
import type { WindowAssigner } from "../../src/windowing/window-assigner.ts";
import type { Json } from "./case.ts";

/** The assigner of a spec; null for a type that does not exist here yet. */
export function createAssigner(spec: Json): WindowAssigner<TimeWindow> | null {
  if (spec.type !== "tumbling") return null;
  const of = spec.time === "event" ? TumblingEventTimeWindows.of : TumblingProcessingTimeWindows.of;
  return of(
    spec.size as number,
    (spec.offset as number | undefined) ?? 0,
    (spec.stagger as WindowStagger | undefined) ?? "aligned",
  );
}

/** The trigger of a spec; null for a type that does not exist here yet. */
export function createTrigger(spec: Json): Trigger | null {
  switch (spec.type) {
    case "event-time":
      return new EventTimeTrigger();
    case "processing-time":
      return new ProcessingTimeTrigger();
    case "count":
      return new CountTrigger(spec.n as number);
    case "continuous-event-time":
      return new ContinuousEventTimeTrigger(spec.interval as number);
    case "continuous-processing-time":
      return new ContinuousProcessingTimeTrigger(spec.interval as number);
    case "delta":
      return new DeltaTrigger<readonly [string, number]>(spec.threshold as number, (old, value) => value[1] - old[1]);
    case "purging": {
      const nested = createTrigger(spec.of as Json);
      return nested === null ? null : new PurgingTrigger(nested);
    }
    case "processing-time-timeout": {
      const nested = createTrigger(spec.of as Json);
      const options = {
        resetOnNewRecord: spec.resetOnNewRecord === true,
        clearOnTimeout: spec.clearOnTimeout === true,
      };
      return nested === null ? null : new ProcessingTimeoutTrigger(nested, spec.timeout as number, options);
    }
    case "scripted":
      return new ScriptedTrigger(spec);
    default:
      return null;
  }
}

const RESULTS: Readonly<Record<string, TriggerResult>> = { CONTINUE, FIRE, PURGE, FIRE_AND_PURGE };

function pick(results: unknown, index: number): TriggerResult {
  const list = results as readonly string[];
  return RESULTS[list[((index % list.length) + list.length) % list.length]];
}

/** Answers by a table and registers timers at fixed distances; see the conventions of the cases. */
class ScriptedTrigger extends Trigger {
  readonly #spec: Json;

  constructor(spec: Json) {
    super();
    this.#spec = spec;
  }

  onElement(value: unknown, timestampMs: number, _window: Window, context: TriggerContext): TriggerResult {
    const { eventTimer, processingTimer, deleteEventTimer, onElement } = this.#spec;
    if (eventTimer !== undefined) context.registerEventTimeTimer(timestampMs + (eventTimer as number));
    if (processingTimer !== undefined)
      context.registerProcessingTimeTimer(context.currentProcessingTime() + (processingTimer as number));
    if (deleteEventTimer !== undefined) context.deleteEventTimeTimer(timestampMs + (deleteEventTimer as number));
    return pick(onElement, (value as readonly [string, number])[1]);
  }

  onEventTime(timestampMs: number): TriggerResult {
    return pick(this.#spec.onEventTime, timestampMs);
  }

  onProcessingTime(timestampMs: number): TriggerResult {
    return pick(this.#spec.onProcessingTime, timestampMs);
  }

  clear(window: Window, context: TriggerContext): void {
    if (this.#spec.clearTimer === true) context.deleteEventTimeTimer(window.maxTimestamp());
  }
}
