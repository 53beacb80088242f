/** What the protocols promise: a job may rightly not finish where nobody promises that it does. Safety holds everywhere. */
import { Configuration } from "../../src/config/configuration.ts";
import {
  CHECKPOINTING_TIMEOUT,
  CPU_RECORD_COST_NS,
  HEARTBEAT_INTERVAL,
  HEARTBEAT_TIMEOUT,
  RPC_ASK_TIMEOUT,
} from "../../src/config/options.ts";
import type { Fault } from "../faults/fault.ts";
import { parseFault } from "../faults/fault-text.ts";
import type { Scenario } from "../scenario.ts";

const LEAST_CHECKPOINT_TIMEOUT_MS = 1000;
const LEAST_ASK_TIMEOUT_MS = 1000;
/** A heartbeat and its answer have to get through in time, also on slow machines. */
const HEARTBEAT_MARGIN_MS = 500;

const MOST_SLOWNESS = 2000;
/** A call that the store takes on while it is slower than this is not answered before the run is over. */
const MOST_STORAGE_SLOWNESS = 10_000;

/** Why this scenario's job need not finish, in one sentence; null if it has to. */
export function whyUnfinished(scenario: Scenario): string | null {
  const faults = (scenario.faults ?? []).map(parseFault);
  const endless = faults.find(isEndless);
  if (endless !== undefined) return "A fault never ends.";
  const configuration = Configuration.fromEntries(scenario.configuration ?? {});
  if (configuration.get(CHECKPOINTING_TIMEOUT) < LEAST_CHECKPOINT_TIMEOUT_MS)
    return "Checkpoints have less than a second to complete.";
  const impatient = whyImpatient(scenario);
  if (impatient !== null) return impatient;
  if (slowest(scenario, faults) > MOST_SLOWNESS) return "Machines are so slow that nothing gets done.";
  if (storageSlowness(faults) > MOST_STORAGE_SLOWNESS) return "The storage is so slow that calls to it do not end.";
  if (faults.some(({ what }) => what === "cancel-job")) return "The job is called off.";
  if (faults.some(strikesClient)) return "The client's own calls are struck, and it may lose the job.";
  return null;
}

/** Which waiting is given up too early; null: none. */
function whyImpatient(scenario: Scenario): string | null {
  const configuration = Configuration.fromEntries(scenario.configuration ?? {});
  if (configuration.get(HEARTBEAT_TIMEOUT) < configuration.get(HEARTBEAT_INTERVAL) + HEARTBEAT_MARGIN_MS)
    return "Heartbeats come less often than they are expected.";
  if (configuration.get(RPC_ASK_TIMEOUT) < LEAST_ASK_TIMEOUT_MS) return "Calls have less than a second to be answered.";
  return null;
}

/** All that makes machines slower, as if it struck the same one at once. */
function slowest({ cluster }: Scenario, faults: readonly Fault[]): number {
  const own = Object.values(cluster.slowness ?? {}).reduce((most, factor) => Math.max(most, factor), 1);
  return faults.reduce((product, fault) => (fault.what === "slow" ? product * fault.factor : product), own);
}

/** Of all faults that slow the storage, as if they struck at once: they add up by their product. */
function storageSlowness(faults: readonly Fault[]): number {
  return faults.reduce((product, fault) => (fault.what === "slow-storage" ? product * fault.factor : product), 1);
}

/** Nothing in the scenario may make a task fail: no machine, link or call is struck, and nobody is impatient. */
export function isHarmless(scenario: Scenario): boolean {
  const harmless = ["trigger-checkpoint", "slow-storage", "fail-storage"];
  const isCalm = (scenario.faults ?? []).map(parseFault).every(({ what }) => harmless.includes(what));
  const { cluster, configuration = {} } = scenario;
  const isSlow = Object.values(cluster.slowness ?? {}).some((factor) => factor > 5);
  const { [CPU_RECORD_COST_NS.key]: cost } = configuration;
  return isCalm && !isSlow && cost === undefined && whyImpatient(scenario) === null;
}

function isEndless(fault: Fault): boolean {
  if (fault.forMs !== null) return false;
  switch (fault.what) {
    case "drop":
    case "duplicate":
    case "delay":
    case "trigger-checkpoint":
    case "cancel-job":
    case "pause":
      return false;
    default:
      return true;
  }
}

function strikesClient(fault: Fault): boolean {
  if (fault.what === "pause") return fault.target.role === "jm";
  const method = "method" in fault ? fault.method : null;
  return method === "submitJob" || method === "requestJobResult";
}
