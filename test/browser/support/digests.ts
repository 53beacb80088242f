/** What every engine has to agree on: the fifty runs and the elementary functions, as one JSON. Pure. */
import { createSimulation, runOf } from "../../../sim/simulation.ts";
import { mathDigests } from "../../math/digest.ts";
import { COUNT, host, scenarioNumber } from "./scenarios.ts";

/** One run, in short. */
export interface RunDigest {
  readonly job: string;
  readonly status: string;
  readonly digest: string;
  /** The digest after each 1,024 coordination events: tells where two runs part. */
  readonly chain: readonly string[];
  readonly events: number;
  readonly restarts: number;
  readonly virtualMs: number;
}

/** All that is compared. */
export interface Digests {
  readonly runs: readonly RunDigest[];
  readonly math: Readonly<Record<string, string>>;
}

/** What is compared and, apart from that, what this engine did not let be replaced. */
export interface Findings {
  readonly digests: Digests;
  readonly warnings: readonly string[];
}

export function collect(): Findings {
  const warnings = new Set<string>();
  const runs = Array.from({ length: COUNT }, (_, index): RunDigest => {
    const simulation = createSimulation(scenarioNumber(index), host, { store: -1 });
    while (simulation.advance());
    if (simulation.globals.warning !== null) warnings.add(simulation.globals.warning);
    const { scenario, status, digest, digestChain, events, restarts, virtualMs } = runOf(simulation);
    return { job: scenario.programs[0].module, status, digest, chain: digestChain, events, restarts, virtualMs };
  });
  return { digests: { runs, math: mathDigests() }, warnings: [...warnings] };
}
