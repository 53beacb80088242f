import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { KEYED_SHADOW_KINDS, KeyedShadow } from "../keyed-shadow.ts";
import { NumberedNames } from "../numbered-names.ts";
import { EXEC_FINISHED } from "../states.ts";
import { field, numberField, textField } from "../values.ts";
import { WINDOW_CONTENTS, windowText } from "../windows.ts";

interface Window {
  readonly group: number;
  readonly cleanupTime: number;
  readonly opened: TraceEvent;
}

interface Task {
  /** Open windows by when they have to go. */
  readonly byTime: Map<number, Map<number, Window>>;
  watermark: number;
  /** The watermark has advanced, and its timers have not all fired yet. */
  advancing: boolean;
  /** The last write to the contents of a window, or the last time that they were cleared. */
  lastAccess: { readonly kind: TraceKind; readonly key: number } | null;
}

/** WIN-3: a window is cleared when the watermark passes its end and the allowed lateness, contents and all. */
export class NothingLeftOfWindow implements Checker {
  readonly id = "WIN-3";
  readonly kinds = [
    ...KEYED_SHADOW_KINDS,
    "wm.advance",
    "proc.end",
    "exec.state",
    "st.write",
    "st.del",
    "win.open",
    "win.merge",
    "win.purge",
  ] as const;
  private readonly shadow = new KeyedShadow<Window>();
  private readonly names: NumberedNames;
  private readonly tasks = new Map<number, Task>();

  constructor(names: NumberedNames = new NumberedNames()) {
    this.names = names;
  }

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "wm.advance": {
        const task = this.taskOf(event.task);
        this.settle(event, task, report);
        task.watermark = event.x;
        task.advancing = true;
        return;
      }
      case "proc.end":
        this.settle(event, this.taskOf(event.task), report);
        return;
      case "exec.state":
        if (event.b === EXEC_FINISHED) this.finish(event, report);
        return;
      case "st.write":
      case "st.del":
        if (textField(event, "state") === WINDOW_CONTENTS)
          this.taskOf(event.task).lastAccess = { kind: event.kind, key: this.names.key(event) };
        return;
      case "win.open":
        this.open(event);
        return;
      case "win.merge":
        for (const name of this.names.mergedWindows(event)) this.forget(event.task, name);
        this.open(event);
        return;
      case "win.purge":
        this.purge(event, report);
        return;
      default:
        this.shadow.follow(event);
        if (event.kind === "restore.begin") this.restore(event.task);
    }
  }

  private open(event: TraceEvent): void {
    const cleanupTime = field(event, "cleanupTime");
    if (typeof cleanupTime !== "number") return;
    const name = this.names.window(event);
    const group = numberField(event, "kg", -1);
    const window = { group, cleanupTime, opened: event };
    this.shadow.mutable(event.task).set(name, window);
    this.index(this.taskOf(event.task), name, window);
  }

  private purge(event: TraceEvent, report: Report): void {
    const name = this.names.window(event);
    const window = this.shadow.entries(event.task).get(name);
    if (window === undefined) return;
    const task = this.taskOf(event.task);
    if (task.lastAccess?.kind !== "st.del" || task.lastAccess.key !== this.names.key(event))
      report(event.id, `${windowText(window.opened)} went, but its contents stayed.`, [window.opened.id]);
    this.forget(event.task, name);
  }

  private forget(id: number, name: number): void {
    const window = this.shadow.entries(id).get(name);
    if (window === undefined) return;
    this.shadow.mutable(id).delete(name);
    const { byTime } = this.taskOf(id);
    const sameTime = byTime.get(window.cleanupTime);
    sameTime?.delete(name);
    if (sameTime?.size === 0) byTime.delete(window.cleanupTime);
  }

  /** All timers up to the watermark have fired. */
  private settle(event: TraceEvent, task: Task, report: Report): void {
    if (!task.advancing) return;
    task.advancing = false;
    for (const [time, windows] of task.byTime) {
      if (time > task.watermark) continue;
      for (const window of windows.values())
        report(event.id, `${windowText(window.opened)} is still there at watermark ${task.watermark}.`, [
          window.opened.id,
        ]);
      task.byTime.delete(time);
    }
  }

  private finish(event: TraceEvent, report: Report): void {
    const [windows] = this.taskOf(event.task).byTime.values();
    for (const window of windows?.values() ?? []) {
      report(event.id, `${windowText(window.opened)} is still there at the end of the input.`, [window.opened.id]);
      return;
    }
  }

  private restore(id: number): void {
    const task = this.taskOf(id);
    task.byTime.clear();
    for (const [name, window] of this.shadow.entries(id)) this.index(task, name, window);
  }

  private index(task: Task, name: number, window: Window): void {
    const sameTime = task.byTime.get(window.cleanupTime);
    if (sameTime === undefined) task.byTime.set(window.cleanupTime, new Map([[name, window]]));
    else sameTime.set(name, window);
  }

  private taskOf(id: number): Task {
    let task = this.tasks.get(id);
    if (task === undefined) {
      task = { byTime: new Map(), watermark: Number.NEGATIVE_INFINITY, advancing: false, lastAccess: null };
      this.tasks.set(id, task);
    }
    return task;
  }
}
