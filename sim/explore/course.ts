/** How a scenario goes without faults: what is drawn then comes to strike. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { Scenario } from "../scenario.ts";
import { createSimulation, type Host, runOf } from "../simulation.ts";
import type { TraceObserver } from "../trace/recorder.ts";

/** What is known of a run without faults. */
export interface Course {
  /** Its virtual time, ms. */
  readonly horizonMs: number;
  /** How often each kind of event of the coordination level happened. */
  readonly occurrences: Readonly<Partial<Record<TraceKind, number>>>;
  /** Methods that were called. */
  readonly methods: readonly string[];
}

/** A long run goes on as it begins. */
const MOST_EVENTS = 20_000;
const EVENTS_AT_ONCE = 500;

/** Runs the beginning of a scenario without its faults; what the run throws is left to the real one. */
export function courseOf({ faults: _faults, ...calm }: Scenario, host: Host): Course {
  const occurrences: Partial<Record<TraceKind, number>> = {};
  const methods = new Set<string>();
  const count: TraceObserver = {
    on({ kind, ext }) {
      occurrences[kind] = (occurrences[kind] ?? 0) + 1;
      if (kind === "rpc.send") methods.add(String(ext?.method));
    },
  };
  try {
    const simulation = createSimulation(calm, host, { store: -1, observers: [count] });
    for (let left = MOST_EVENTS; left > 0 && simulation.advance({ events: EVENTS_AT_ONCE }); left -= EVENTS_AT_ONCE);
    return { horizonMs: Math.max(1, runOf(simulation).virtualMs), occurrences, methods: [...methods].sort() };
  } catch {
    return { horizonMs: 1, occurrences, methods: [] };
  }
}
