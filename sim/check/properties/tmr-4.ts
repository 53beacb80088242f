import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { KEYED_SHADOW_KINDS, KeyedShadow } from "../keyed-shadow.ts";
import { NumberedNames } from "../numbered-names.ts";
import { type PendingTimer, PROCESSING_TIME, timerOf } from "../timers.ts";
import { field, numberField } from "../values.ts";

/** Slices that an overdue timer may see pass without any timer firing: its call comes at the same moment as the first of them. */
const PATIENCE_SLICES = 2;

/** Restored processing-time timers of a task, in order of time; those before `next` have fired or are deleted. */
interface Restored {
  readonly timers: readonly (readonly [number, PendingTimer])[];
  next: number;
  /** Slices that the next one has seen pass since it is overdue. */
  slices: number;
}

/**
 * TMR-4: a restored processing-time timer is armed again. Mails come before records, so a task that works on buffer after
 * buffer while such a timer is overdue has forgotten it. That it does not fire twice, TMR-1 says.
 */
export class RestoredTimersAreArmed implements Checker {
  readonly id = "TMR-4";
  readonly kinds = [
    "run.begin",
    ...KEYED_SHADOW_KINDS,
    "timer.set",
    "timer.del",
    "timer.fire",
    "proc.begin",
    "chan.def",
    "buf.send",
  ] as const;
  private readonly shadow = new KeyedShadow<PendingTimer>();
  private readonly names: NumberedNames;
  private readonly restored = new Map<number, Restored>();
  /** Channels to a task whose senders have not sent the end of their data. */
  private readonly openInputs = new Map<number, Set<number>>();
  /** Tasks that say themselves when their data ends. */
  private readonly senders = new Set<number>();
  private readonly receivers = new Map<number, number>();
  private startEpochMs = 0;

  constructor(names: NumberedNames = new NumberedNames()) {
    this.names = names;
  }

  on(event: TraceEvent, report: Report): void {
    const { task } = event;
    switch (event.kind) {
      case "run.begin":
        this.startEpochMs = numberField(event, "startEpochMs", 0);
        return;
      case "proc.begin":
        this.slice(event, report);
        return;
      case "chan.def":
        this.define(event);
        return;
      case "buf.send":
        if (field(event, "event") === "end-of-data") this.endData(event, report);
        return;
      case "timer.set":
        if (event.b === PROCESSING_TIME) this.shadow.mutable(task).set(this.names.timer(event), timerOf(event, 0));
        return;
      case "timer.del":
      case "timer.fire": {
        if (event.b !== PROCESSING_TIME) return;
        this.shadow.mutable(task).delete(this.names.timer(event));
        const restored = this.restored.get(task);
        if (restored !== undefined) restored.slices = 0;
        return;
      }
      default:
        this.shadow.follow(event);
        if (event.kind === "restore.begin") this.restore(task);
        else if (event.kind === "cp.sync") this.slice(event, report);
    }
  }

  private restore(task: number): void {
    const timers = [...this.shadow.entries(task)].sort(([, a], [, b]) => a.time - b.time);
    if (timers.length > 0) this.restored.set(task, { timers, next: 0, slices: 0 });
  }

  private define(event: TraceEvent): void {
    const receiver = numberField(event, "toTask", -1);
    this.senders.add(numberField(event, "fromTask", -1));
    this.receivers.set(event.ch, receiver);
    const open = this.openInputs.get(receiver);
    if (open === undefined) this.openInputs.set(receiver, new Set([event.ch]));
    else open.add(event.ch);
  }

  /** From then on no timer fires at the sender, and soon none at the receiver. */
  private endData(event: TraceEvent, report: Report): void {
    const own = this.restored.get(event.task);
    if (own !== undefined && own.slices > 0 && this.overdueMs(event, own) > 0) this.forgotten(event, own, report);
    this.restored.delete(event.task);
    const receiver = this.receivers.get(event.ch) ?? -1;
    const open = this.openInputs.get(receiver);
    open?.delete(event.ch);
    if (open?.size === 0) this.openInputs.delete(receiver);
  }

  private slice(event: TraceEvent, report: Report): void {
    const restored = this.restored.get(event.task);
    if (restored === undefined) return;
    // A task that sends nothing on does not say when it has heard of the end of its input.
    if (!this.senders.has(event.task) && !this.openInputs.has(event.task)) return;
    if (this.overdueMs(event, restored) <= 0 || ++restored.slices <= PATIENCE_SLICES) return;
    this.forgotten(event, restored, report);
    this.restored.delete(event.task);
  }

  /** Of the first timer that is still pending, ms. */
  private overdueMs({ task, t }: TraceEvent, restored: Restored): number {
    const { timers } = restored;
    const pending = this.shadow.entries(task);
    while (restored.next < timers.length && pending.get(timers[restored.next][0]) !== timers[restored.next][1])
      restored.next++;
    if (restored.next === timers.length) return 0;
    return this.startEpochMs + Math.floor(t / 1000) - timers[restored.next][1].time - 1;
  }

  private forgotten(event: TraceEvent, restored: Restored, report: Report): void {
    const [, timer] = restored.timers[restored.next];
    report(
      event.id,
      `A restored timer for ${timer.time} has not fired at task ${event.task}, which goes on ${this.overdueMs(event, restored)} ms after it was due.`,
      [timer.event],
    );
  }
}
