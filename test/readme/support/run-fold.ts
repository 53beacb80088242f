/** What the picture shows of a run, folded from its trace. */
import { machineName, Names } from "../../../sim/narrate/names.ts";
import type { TraceObserver } from "../../../sim/trace/recorder.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";

/** Virtual time that a bar stands for. */
export const BAR_MICROS = 250_000;

/** Records that the sources of a machine read in one bar. */
export interface Bar {
  fresh: number;
  /** Read again after a restart. */
  replayed: number;
}

/** A span of virtual time, µs. */
export interface Span {
  readonly from: number;
  to: number;
}

/** Feed it all events of a run, records among them. */
export class RunFold implements TraceObserver {
  /** Bars by machine and number. */
  readonly bars = new Map<string, Map<number, Bar>>();
  readonly checkpoints: { readonly at: number; readonly id: number }[] = [];
  /** Times in which a machine was dead. */
  readonly dead = new Map<string, Span>();
  /** From the failure to the first record after it. */
  readonly outages: (Span & { restored: number })[] = [];
  replayed = 0;
  readonly #names = new Names();
  readonly #furthest = new Map<string, number>();
  #open = false;

  on(event: TraceEvent): void {
    this.#names.learn(event);
    const { kind, t, ch } = event;
    if (kind === "tm.def" && event.ext?.id !== undefined) this.#lane(machineName(String(event.ext.id)));
    else if (kind === "cp.complete") this.checkpoints.push({ at: t, id: ch });
    else if (kind === "iv.apply") this.dead.set(this.#target(event), { from: t, to: Number.POSITIVE_INFINITY });
    else if (kind === "iv.end") {
      const span = this.dead.get(this.#target(event));
      if (span !== undefined) span.to = t;
    } else if (kind === "restart.plan" && !this.#open) {
      this.#open = true;
      this.outages.push({ from: t, to: t, restored: 0 });
    } else if (kind === "cp.restore" && this.#open) this.outages[this.outages.length - 1].restored = ch;
    else if (kind === "src.emit") this.#record(event);
  }

  #record(event: TraceEvent): void {
    const outage = this.outages.at(-1);
    // Before the restore it is a task that has not heard of the failure yet.
    if (this.#open && outage !== undefined && outage.restored > 0) {
      this.#open = false;
      outage.to = event.t;
    }
    const split = String(event.ext?.split);
    const furthest = this.#furthest.get(split) ?? -1;
    const lane = this.#lane(this.#names.machineOf(event.task));
    const number = Math.floor(event.t / BAR_MICROS);
    const bar = lane.get(number) ?? { fresh: 0, replayed: 0 };
    lane.set(number, bar);
    if (event.b > furthest) {
      this.#furthest.set(split, event.b);
      bar.fresh++;
    } else {
      bar.replayed++;
      this.replayed++;
    }
  }

  #lane(machine: string): Map<number, Bar> {
    const lane = this.bars.get(machine) ?? new Map<number, Bar>();
    this.bars.set(machine, lane);
    return lane;
  }

  /** `crash:tm=B@…` strikes TaskManager B. */
  #target(event: TraceEvent): string {
    return machineName(`tm-${/tm=(\w+)/.exec(String(event.ext?.spec))?.[1] ?? "?"}`);
  }
}
