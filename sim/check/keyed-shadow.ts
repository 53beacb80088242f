import type { TraceEvent } from "../../src/trace/trace.ts";
import { numberField, textField } from "./values.ts";

/** The kinds that a `KeyedShadow` follows. */
export const KEYED_SHADOW_KINDS = ["exec.def", "cp.sync", "restore.begin", "cp.fail", "cp.subsume"] as const;

/** What a task holds, as a checker follows it: entries by the number of their name, each in a key group (-1: not known, so it is loaded everywhere). */
export interface ShadowEntry {
  readonly group: number;
}

interface TaskShadow<E extends ShadowEntry> {
  readonly vertex: string;
  readonly first: number;
  readonly last: number;
  entries: Map<number, E>;
  /** `entries` belongs to a snapshot as well and is copied before the next change. */
  shared: boolean;
}

/** Snapshots of one vertex in one checkpoint. */
type Snapshots<E extends ShadowEntry> = Map<string, Map<number, E>[]>;

/**
 * Follows keyed contents of tasks through checkpoints: copied (on the next write) at `cp.sync`, loaded into new attempts at
 * `restore.begin` by key group. Feed it `KEYED_SHADOW_KINDS`.
 */
export class KeyedShadow<E extends ShadowEntry> {
  private readonly tasks = new Map<number, TaskShadow<E>>();
  private readonly checkpoints = new Map<number, Snapshots<E>>();

  /** Handles the five kinds; anything else is ignored. */
  follow(event: TraceEvent): void {
    switch (event.kind) {
      case "exec.def":
        this.tasks.set(event.task, {
          vertex: textField(event, "vertex"),
          first: numberField(event, "kgStart", -1),
          last: numberField(event, "kgEnd", -1),
          entries: new Map(),
          shared: false,
        });
        return;
      case "cp.sync":
        this.snapshot(event.task, event.ch);
        return;
      case "restore.begin":
        this.restore(event.task, event.ch);
        return;
      case "cp.fail":
      case "cp.subsume":
        this.checkpoints.delete(event.ch);
    }
  }

  /** The contents of a task, to be read. */
  entries(task: number): ReadonlyMap<number, E> {
    return this.task(task).entries;
  }

  /** The contents of a task, to be changed. */
  mutable(task: number): Map<number, E> {
    const shadow = this.task(task);
    if (shadow.shared) {
      shadow.entries = new Map(shadow.entries);
      shadow.shared = false;
    }
    return shadow.entries;
  }

  /** The vertex of a task; empty if it was not defined. */
  vertexOf(task: number): string {
    return this.task(task).vertex;
  }

  private task(task: number): TaskShadow<E> {
    let shadow = this.tasks.get(task);
    if (shadow === undefined) {
      shadow = { vertex: "", first: -1, last: -1, entries: new Map(), shared: false };
      this.tasks.set(task, shadow);
    }
    return shadow;
  }

  private snapshot(task: number, checkpoint: number): void {
    const shadow = this.task(task);
    let vertices = this.checkpoints.get(checkpoint);
    if (vertices === undefined) {
      vertices = new Map();
      this.checkpoints.set(checkpoint, vertices);
    }
    const parts = vertices.get(shadow.vertex);
    if (parts === undefined) vertices.set(shadow.vertex, [shadow.entries]);
    else parts.push(shadow.entries);
    shadow.shared = true;
  }

  private restore(task: number, checkpoint: number): void {
    const shadow = this.task(task);
    shadow.entries = new Map();
    shadow.shared = false;
    for (const part of this.checkpoints.get(checkpoint)?.get(shadow.vertex) ?? []) {
      for (const [key, entry] of part) {
        if (shadow.first < 0 || entry.group < 0 || (entry.group >= shadow.first && entry.group <= shadow.last))
          shadow.entries.set(key, entry);
      }
    }
  }
}
