import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { ShadowEntry } from "../keyed-shadow.ts";
import { KeyedShadow } from "../keyed-shadow.ts";
import type { NumberedNames } from "../numbered-names.ts";
import { possibleKeyGroups } from "../properties/key-group.ts";
import { field, numberField, textField } from "../values.ts";
import type { Ancestry } from "./ancestry.ts";
import { NOTHING } from "./ancestry.ts";

/** State cells, windows of a key, timers: all in one shadow. */
const THINGS = 3;

interface Pane {
  readonly start: number;
  readonly end: number;
  readonly node: number;
  /** Sum of the identities of its records: the same in whatever order they came. */
  readonly records: number;
}

interface Entry extends ShadowEntry {
  /** Ancestry of a state cell. */
  readonly node: number;
  /** Windows of one key; null for a state cell. */
  readonly panes: readonly Pane[] | null;
  /** How often this timer has fired; undefined for anything else. */
  readonly fired?: number;
}

/** Which records are in which window and which keyed state, followed through snapshots and restores. */
export class Contents {
  private readonly shadow = new KeyedShadow<Entry>();
  private readonly ancestry: Ancestry;
  private readonly names: NumberedNames;
  private readonly maxParallelism = new Map<string, number>();

  constructor(ancestry: Ancestry, names: NumberedNames) {
    this.ancestry = ancestry;
    this.names = names;
  }

  /** Definitions, cuts and restores. */
  follow(event: TraceEvent): void {
    if (event.kind === "vertex.def")
      this.maxParallelism.set(textField(event, "id"), numberField(event, "maxParallelism", 128));
    else this.shadow.follow(event);
  }

  /** Ancestry of the state cell that an `st.*` event names. */
  read(event: TraceEvent): number {
    return this.shadow.entries(event.task).get(this.cellOf(event))?.node ?? NOTHING;
  }

  write(event: TraceEvent, node: number): void {
    this.shadow.mutable(event.task).set(this.cellOf(event), { group: event.b, node, panes: null });
  }

  clear(event: TraceEvent): void {
    const cell = this.cellOf(event);
    if (this.shadow.entries(event.task).has(cell)) this.shadow.mutable(event.task).delete(cell);
  }

  /** Ancestry of the window that a `win.*` event names. */
  window(event: TraceEvent): number {
    return this.paneOf(event)?.node ?? NOTHING;
  }

  /** Tells which records are in the window that a `win.*` event names; 0 if it holds none. */
  recordsOf(event: TraceEvent): number {
    return this.paneOf(event)?.records ?? 0;
  }

  /**
   * Counts a `timer.fire` event: the n-th time that this timer fires. A timer that is registered again for the same time, as
   * by a late record, fires again by right; after a restore it is counted on from where the snapshot was.
   */
  firing(event: TraceEvent): number {
    const cell = this.timerOf(event);
    const fired = (this.shadow.entries(event.task).get(cell)?.fired ?? 0) + 1;
    this.shadow.mutable(event.task).set(cell, { group: this.group(event, cell), node: NOTHING, panes: [], fired });
    return fired;
  }

  /** Adds a record to the window of a `win.add` event. */
  add(event: TraceEvent, record: number, identity: number): void {
    const { start, end } = boundsOf(event);
    const rest = this.panes(event).filter((pane) => pane.start !== start || pane.end !== end);
    const node = this.ancestry.add(this.window(event), record, identity);
    this.store(event, [...rest, { start, end, node, records: this.recordsOf(event) + identity + 1 }]);
  }

  purge(event: TraceEvent): void {
    const { start, end } = boundsOf(event);
    this.store(
      event,
      this.panes(event).filter((pane) => pane.start !== start || pane.end !== end),
    );
  }

  /** The windows within the one that a `win.merge` event names become that one. */
  merge(event: TraceEvent): void {
    const { start, end } = boundsOf(event);
    const inside = (pane: Pane) => pane.start >= start && pane.end <= end;
    let node = NOTHING;
    let records = 0;
    for (const pane of this.panes(event)) {
      if (!inside(pane)) continue;
      node = this.ancestry.both(node, pane.node);
      records += pane.records;
    }
    const rest = this.panes(event).filter((pane) => !inside(pane));
    this.store(event, node === NOTHING ? rest : [...rest, { start, end, node, records }]);
  }

  /** Ancestry of all that a task holds. */
  *held(task: number): Iterable<number> {
    for (const entry of this.shadow.entries(task).values()) {
      if (entry.panes === null) yield entry.node;
      else for (const pane of entry.panes) yield pane.node;
    }
  }

  private cellOf(event: TraceEvent): number {
    return this.names.cell(event) * THINGS;
  }

  /** All windows of a key at an operator. */
  private windowsOf(event: TraceEvent): number {
    return this.names.ownKey(event) * THINGS + 1;
  }

  private timerOf(event: TraceEvent): number {
    return this.names.timer(event) * THINGS + 2;
  }

  private paneOf(event: TraceEvent): Pane | undefined {
    const { start, end } = boundsOf(event);
    return this.panes(event).find((pane) => pane.start === start && pane.end === end);
  }

  private panes(event: TraceEvent): readonly Pane[] {
    return this.shadow.entries(event.task).get(this.windowsOf(event))?.panes ?? [];
  }

  private store(event: TraceEvent, panes: readonly Pane[]): void {
    const entries = this.shadow.mutable(event.task);
    const cell = this.windowsOf(event);
    if (panes.length === 0) entries.delete(cell);
    else entries.set(cell, { group: this.group(event, cell), node: NOTHING, panes });
  }

  private group(event: TraceEvent, cell: number): number {
    const known = this.shadow.entries(event.task).get(cell);
    if (known !== undefined) return known.group;
    const max = this.maxParallelism.get(this.shadow.vertexOf(event.task)) ?? 128;
    const possible = new Set(possibleKeyGroups(field(event, "key"), max));
    return possible.size === 1 ? [...possible][0] : -1;
  }
}

function boundsOf(event: TraceEvent): { start: number; end: number } {
  return { start: numberField(event, "start", 0), end: numberField(event, "end", 0) };
}
