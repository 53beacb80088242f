/** One window that holds everything and never ends by itself. `GlobalWindows`, `GlobalWindow`. */
import type { Window } from "../api/functions.ts";
import type { Namespace } from "../state/keyed-state-backend.ts";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../time/timestamps.ts";
import { EndOfStreamTrigger } from "./end-of-stream-trigger.ts";
import { NeverTrigger } from "./never-trigger.ts";
import type { Trigger } from "./trigger.ts";
import type { WindowAssigner } from "./window-assigner.ts";

/** The only one of its kind; it lasts from the least time to the greatest. */
export class GlobalWindow implements Window {
  readonly start: number = MIN_TIMESTAMP;
  readonly end: number = MAX_TIMESTAMP;
  readonly namespace: Namespace = "global";

  static readonly instance: GlobalWindow = new GlobalWindow();

  maxTimestamp(): number {
    return MAX_TIMESTAMP;
  }

  toString(): string {
    return "GlobalWindow";
  }
}

const ALL: readonly [GlobalWindow] = [GlobalWindow.instance];

/** All elements of a key in one window. It fires only with a trigger that says when. */
export class GlobalWindows implements WindowAssigner<GlobalWindow> {
  readonly isEventTime = false;
  private readonly createTrigger: () => Trigger;

  private constructor(createTrigger: () => Trigger) {
    this.createTrigger = createTrigger;
  }

  /** Never fires unless another trigger is given. */
  static create(): GlobalWindows {
    return new GlobalWindows(() => new NeverTrigger());
  }

  /** Fires when the input ends. */
  static createWithEndOfStreamTrigger(): GlobalWindows {
    return new GlobalWindows(() => new EndOfStreamTrigger());
  }

  assignWindows(): readonly GlobalWindow[] {
    return ALL;
  }

  defaultTrigger(): Trigger {
    return this.createTrigger();
  }

  windowOf(): GlobalWindow {
    return GlobalWindow.instance;
  }
}
