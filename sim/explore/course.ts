/** How a scenario goes without faults: what is drawn then comes to strike. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import { serviceMethodOf } from "../faults/call-fault.ts";
import type { PacketFault } from "../net/network.ts";
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
  /** Services of the host, by name. */
  readonly services: readonly string[];
  /** Requests that were sent to them, as faults name them: `crm.find`, or `crm` for those that name no kind. */
  readonly requests: readonly string[];
}

/** A long run goes on as it begins. */
const MOST_EVENTS = 20_000;
const EVENTS_AT_ONCE = 500;

/** Runs the beginning of a scenario without its faults; what the run throws is left to the real one. */
export function courseOf({ faults: _faults, ...calm }: Scenario, host: Host): Course {
  const occurrences: Partial<Record<TraceKind, number>> = {};
  const methods = new Set<string>();
  const services = Object.keys(host.services ?? {}).sort();
  const requests = new Set<string>();
  const listen: PacketFault = {
    judge(packet) {
      if (services.includes(packet.to)) requests.add(serviceMethodOf(packet) ?? packet.to);
      return null;
    },
  };
  const course = (horizonMs: number): Course => ({
    horizonMs,
    occurrences,
    methods: [...methods].sort(),
    services,
    requests: [...requests].sort(),
  });
  const count: TraceObserver = {
    on({ kind, ext }) {
      occurrences[kind] = (occurrences[kind] ?? 0) + 1;
      if (kind === "rpc.send") methods.add(String(ext?.method));
    },
  };
  try {
    const simulation = createSimulation(calm, host, { store: -1, observers: [count] });
    if (services.length > 0) simulation.kernel.net.addFault(listen);
    for (let left = MOST_EVENTS; left > 0 && simulation.advance({ events: EVENTS_AT_ONCE }); left -= EVENTS_AT_ONCE);
    return course(Math.max(1, runOf(simulation).virtualMs));
  } catch {
    return { ...course(1), methods: [] };
  }
}
