/** Assigners and triggers as the cases spell them. */
import type { Window } from "../../src/api/functions.ts";
import {
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  ProcessingTimeoutTrigger,
} from "../../src/windowing/continuous-trigger.ts";
import { CountTrigger, DeltaTrigger, PurgingTrigger } from "../../src/windowing/count-trigger.ts";
import { EndOfStreamTrigger } from "../../src/windowing/end-of-stream-trigger.ts";
import { EventTimeTrigger, ProcessingTimeTrigger } from "../../src/windowing/event-time-trigger.ts";
import type { Evictor } from "../../src/windowing/evictor.ts";
import { CountEvictor, DeltaEvictor, TimeEvictor } from "../../src/windowing/evictors.ts";
import { GlobalWindows } from "../../src/windowing/global-windows.ts";
import { NeverTrigger } from "../../src/windowing/never-trigger.ts";
import { EventTimeSessionWindows, ProcessingTimeSessionWindows } from "../../src/windowing/session-windows.ts";
import { SlidingEventTimeWindows, SlidingProcessingTimeWindows } from "../../src/windowing/sliding-windows.ts";
import {
  CONTINUE,
  FIRE,
  FIRE_AND_PURGE,
  type OnMergeContext,
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

type Pair = readonly [string, number];

/** The assigner of a spec. Throws what the assigner throws. */
export function createAssigner(spec: Json): WindowAssigner {
  const isEventTime = spec.time === "event";
  const size = spec.size as number;
  const offset = (spec.offset as number | undefined) ?? 0;
  switch (spec.type) {
    case "tumbling": {
      const of = isEventTime ? TumblingEventTimeWindows.of : TumblingProcessingTimeWindows.of;
      return of(size, offset, (spec.stagger as WindowStagger | undefined) ?? "aligned");
    }
    case "sliding": {
      const of = isEventTime ? SlidingEventTimeWindows.of : SlidingProcessingTimeWindows.of;
      return of(size, spec.slide as number, offset);
    }
    case "session": {
      const withGap = isEventTime ? EventTimeSessionWindows.withGap : ProcessingTimeSessionWindows.withGap;
      return withGap(spec.gap as number);
    }
    case "dynamic-session":
      return dynamicSessions(isEventTime, ([, gap]) => gap);
    case "dynamic-session-scaled": {
      const { base, mod } = spec as { readonly base: number; readonly mod: number };
      return dynamicSessions(isEventTime, ([, value]) => base + floorMod(value, mod));
    }
    case "global":
      return GlobalWindows.create();
    case "global-end-of-stream":
      return GlobalWindows.createWithEndOfStreamTrigger();
    default:
      throw new Error(`There is no assigner ${String(spec.type)}.`);
  }
}

function dynamicSessions(isEventTime: boolean, gapOf: (pair: Pair) => number): WindowAssigner {
  return isEventTime
    ? EventTimeSessionWindows.withDynamicGap(gapOf)
    : ProcessingTimeSessionWindows.withDynamicGap(gapOf);
}

/** The evictor of a spec. */
export function createEvictor(spec: Json): Evictor {
  const after = spec.after === true;
  switch (spec.type) {
    case "count":
      return CountEvictor.of(spec.n as number, after);
    case "time":
      return TimeEvictor.of(spec.size as number, after);
    case "delta":
      // The windows of the cases hold pairs only.
      return DeltaEvictor.of<Pair>(spec.threshold as number, (old, last) => last[1] - old[1], after) as Evictor;
    default:
      throw new Error(`There is no evictor ${String(spec.type)}.`);
  }
}

/** The trigger of a spec. */
export function createTrigger(spec: Json): Trigger {
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
    case "purging":
      return new PurgingTrigger(createTrigger(spec.of as Json));
    case "processing-time-timeout": {
      const options = {
        resetOnNewRecord: spec.resetOnNewRecord === true,
        clearOnTimeout: spec.clearOnTimeout === true,
      };
      return new ProcessingTimeoutTrigger(createTrigger(spec.of as Json), spec.timeout as number, options);
    }
    case "scripted":
      return new ScriptedTrigger(spec);
    case "never":
      return new NeverTrigger();
    case "end-of-stream":
      return new EndOfStreamTrigger();
    default:
      throw new Error(`There is no trigger ${String(spec.type)}.`);
  }
}

const RESULTS: Readonly<Record<string, TriggerResult>> = { CONTINUE, FIRE, PURGE, FIRE_AND_PURGE };

function pick(results: unknown, index: number): TriggerResult {
  const list = results as readonly string[];
  return RESULTS[list[floorMod(index, list.length)]];
}

/** Java's `Math.floorMod`. */
function floorMod(value: number, by: number): number {
  return ((value % by) + by) % by;
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

  override canMerge(): boolean {
    return true;
  }

  override onMerge(window: Window, context: OnMergeContext): void {
    const last = window.maxTimestamp();
    if (this.#spec.mergeTimer === true && last > context.currentWatermark()) context.registerEventTimeTimer(last);
  }
}
