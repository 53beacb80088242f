/** When a run was left in peace: what has to happen, has to happen then. */
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { textField } from "../values.ts";

/** Faults that are over when they have struck, and a request that is none. */
const PASSING = /^(drop|duplicate|delay|trigger-checkpoint|cancel-job)\b/;
/** A pause whose length is not said lasts so long and is not told to end. */
const PAUSE_MICROS = 1_000_000;

/** Follows the faults of a run. Feed it the kinds of `CALM_KINDS`. */
export class Calm {
  /** Since when no fault is in force, µs; infinite while one is. */
  sinceMicros = 0;
  readonly #inForce = new Set<number>();
  /** End of the last pause whose end is not told. */
  #until = 0;

  follow(event: TraceEvent): void {
    switch (event.kind) {
      case "iv.apply":
        this.#apply(event, textField(event, "spec"));
        return;
      case "iv.end":
        this.#inForce.delete(event.a);
        if (this.#inForce.size === 0) this.sinceMicros = Math.max(this.#until, event.t);
        return;
      case "net.fault":
        if (this.sinceMicros < event.t) this.sinceMicros = event.t + event.x;
        return;
    }
  }

  #apply(event: TraceEvent, spec: string): void {
    const lasts = spec.slice(spec.indexOf("@")).includes("/");
    if (spec.startsWith("pause") && !lasts) this.#until = Math.max(this.#until, event.t + PAUSE_MICROS);
    else if (!PASSING.test(spec)) this.#inForce.add(event.a);
    this.sinceMicros = this.#inForce.size > 0 ? Number.POSITIVE_INFINITY : Math.max(this.#until, event.t);
  }
}

/** What `Calm.follow` wants to see. */
export const CALM_KINDS = ["iv.apply", "iv.end", "net.fault"] as const satisfies readonly TraceKind[];
