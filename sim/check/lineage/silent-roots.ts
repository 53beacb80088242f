import type { TraceEvent } from "../../../src/trace/trace.ts";

/**
 * Records that a vertex with a sink took and that left nothing behind so far: absorbed by a function before the sink, or
 * on their way to the log. A completed checkpoint settles those before its cut, since they are never read again; the end
 * of the run settles those of attempts that nobody replaced.
 */
export class SilentRoots {
  private readonly open = new Map<number, number[]>();
  /** By checkpoint and attempt: roots before its cut, and after the one before. */
  private readonly cuts = new Map<number, Map<number, readonly number[]>>();
  private readonly settled: (root: number) => void;

  /** @param settled takes a root whose fate is decided */
  constructor(settled: (root: number) => void) {
    this.settled = settled;
  }

  add(task: number, root: number): void {
    const roots = this.open.get(task);
    if (roots === undefined) this.open.set(task, [root]);
    else roots.push(root);
  }

  follow(event: TraceEvent): void {
    if (event.kind === "cp.sync") this.cutAt(event.ch, event.task);
    else if (event.kind === "cp.complete") this.complete(event.ch);
  }

  private cutAt(checkpoint: number, task: number): void {
    const cut = this.cuts.get(checkpoint) ?? new Map<number, readonly number[]>();
    this.cuts.set(checkpoint, cut.set(task, this.open.get(task) ?? []));
    this.open.delete(task);
  }

  /** Settles what the attempts of this checkpoint had before its cut, and so before the cuts of their earlier ones. */
  private complete(checkpoint: number): void {
    const attempts = this.cuts.get(checkpoint);
    if (attempts === undefined) return;
    for (const [other, cut] of this.cuts) {
      if (other > checkpoint) continue;
      for (const [task, roots] of cut) {
        if (!attempts.has(task)) continue;
        for (const root of roots) this.settled(root);
        cut.set(task, []);
      }
    }
  }

  finish(survivors: ReadonlySet<number>): void {
    for (const [task, roots] of this.open) if (survivors.has(task)) for (const root of roots) this.settled(root);
    for (const cut of this.cuts.values())
      for (const [task, roots] of cut) if (survivors.has(task)) for (const root of roots) this.settled(root);
  }
}
