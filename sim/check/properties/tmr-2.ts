import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { KEYED_SHADOW_KINDS, KeyedShadow } from "../keyed-shadow.ts";
import { NumberedNames } from "../numbered-names.ts";
import { EXEC_FINISHED } from "../states.ts";
import { EVENT_TIME, type PendingTimer, timerOf } from "../timers.ts";
import { keyText, numberField, textField } from "../values.ts";

interface Firing {
  readonly time: number;
  readonly order: number;
  readonly event: EventId;
}

interface Advance {
  readonly watermark: number;
  readonly order: number;
  readonly event: EventId;
}

/**
 * TMR-2: timers fire when their time has come and in the order of their times, each for its own key. A timer for a time that
 * the watermark has passed already waits for the next watermark; one that a callback registers fires after that callback.
 */
export class TimersFireInTime implements Checker {
  readonly id = "TMR-2";
  readonly kinds = [
    ...KEYED_SHADOW_KINDS,
    "exec.state",
    "wm.advance",
    "timer.set",
    "timer.del",
    "timer.fire",
    "timer.pending",
    "st.read",
    "st.write",
    "st.del",
  ] as const;
  private readonly shadow = new KeyedShadow<PendingTimer>();
  private readonly names: NumberedNames;
  private readonly advances = new Map<number, Advance>();
  /** By task, then service and domain: firings of which no later one had the same or a greater time; times fall. */
  private readonly firings = new Map<number, Map<number, Firing[]>>();
  /** By task: the timer that fired last, and its key. */
  private readonly keys = new Map<number, { readonly event: TraceEvent; readonly key: number }>();
  private order = 0;

  constructor(names: NumberedNames = new NumberedNames()) {
    this.names = names;
  }

  on(event: TraceEvent, report: Report): void {
    this.order++;
    switch (event.kind) {
      case "wm.advance":
        this.advances.set(event.task, { watermark: event.x, order: this.order, event: event.id });
        return;
      case "timer.set":
        this.checkKey(event, report);
        this.set(event);
        return;
      case "timer.del":
        this.checkKey(event, report);
        this.take(event);
        return;
      case "timer.fire":
        this.fire(event, report);
        return;
      case "timer.pending":
        if (event.a === 0) this.findOverdue(event, textField(event, "op"), report);
        return;
      case "exec.state":
        if (event.b === EXEC_FINISHED) this.findOverdue(event, null, report);
        return;
      case "st.read":
      case "st.write":
      case "st.del":
        this.checkKey(event, report);
        return;
      default:
        this.shadow.follow(event);
    }
  }

  private set(event: TraceEvent): void {
    const name = this.names.timer(event);
    if (!this.shadow.entries(event.task).has(name))
      this.shadow.mutable(event.task).set(name, timerOf(event, this.order));
  }

  private take(event: TraceEvent): PendingTimer | undefined {
    const name = this.names.timer(event);
    const timer = this.shadow.entries(event.task).get(name);
    if (timer !== undefined) this.shadow.mutable(event.task).delete(name);
    return timer;
  }

  private fire(event: TraceEvent, report: Report): void {
    this.keys.set(event.task, { event, key: this.names.key(event) });
    const timer = this.take(event);
    if (event.b === EVENT_TIME) {
      const watermark = numberField(event, "watermark", event.x);
      if (watermark < event.x)
        report(event.id, `The timer of key ${keyText(event)} for ${event.x} fired at watermark ${watermark}.`);
    } else {
      const now = numberField(event, "now", event.x + 1);
      if (now <= event.x)
        report(event.id, `The timer of key ${keyText(event)} for ${event.x} fired at ${now}, before its time.`);
    }
    const firings = this.firingsOf(event);
    while (firings.length > 0 && firings[firings.length - 1].time <= event.x) firings.pop();
    const later = firings.at(-1);
    if (timer !== undefined && later !== undefined && timer.order < later.order)
      report(
        event.id,
        `The timer of key ${keyText(event)} for ${event.x} fired after one for ${later.time}, and was pending all the while.`,
        [timer.event, later.event],
      );
    firings.push({ time: event.x, order: this.order, event: event.id });
  }

  private firingsOf(event: TraceEvent): Firing[] {
    let ofTask = this.firings.get(event.task);
    if (ofTask === undefined) {
      ofTask = new Map();
      this.firings.set(event.task, ofTask);
    }
    const place = this.names.service(event) * 2 + event.b;
    let firings = ofTask.get(place);
    if (firings === undefined) {
      firings = [];
      ofTask.set(place, firings);
    }
    return firings;
  }

  /** Between two elements, what the watermark has passed has fired. */
  private findOverdue(event: TraceEvent, op: string | null, report: Report): void {
    const advance = this.advances.get(event.task);
    if (advance === undefined) return;
    for (const timer of this.shadow.entries(event.task).values()) {
      if (timer.domain !== EVENT_TIME || timer.time > advance.watermark || timer.order > advance.order) continue;
      if (op !== null && timer.op !== op) continue;
      report(event.id, `A timer for ${timer.time} has not fired, though the watermark is ${advance.watermark}.`, [
        timer.event,
        advance.event,
      ]);
      return;
    }
  }

  /** What a timer's callback touches is of the timer's key. */
  private checkKey(event: TraceEvent, report: Report): void {
    const firing = this.keys.get(event.task);
    if (firing === undefined || event.cause !== firing.event.id || this.names.key(event) === firing.key) return;
    report(event.id, `A timer of key ${keyText(firing.event)} touched key ${keyText(event)}.`, [firing.event.id]);
  }
}
