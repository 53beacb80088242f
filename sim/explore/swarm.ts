/** Swarms: which features the scenarios of a campaign may have, and how many faults at the most. */
import { nearestName } from "../../src/config/nearest-name.ts";
import { between, type Dice, magnitude, oneIn, someOf } from "./dice.ts";
import { FAULT_FEATURES, type FaultFeature, FEATURES, type Feature } from "./features.ts";

/** A family of scenarios. */
export interface Swarm {
  readonly name: string;
  /** One sentence: what it looks for. */
  readonly purpose: string;
  /** Each scenario gets a non-empty subset of these. */
  readonly features: readonly Feature[];
  /** These are in every scenario. */
  readonly always?: readonly Feature[];
  /** Faults of a scenario at the most. */
  readonly mostFaults: number;
}

/** One in so many scenarios has no faults: what a checker reports there is wrong about the clean run or about the checker. */
const CALM_ONE_IN = 10;

/** The named swarms. */
export const SWARMS: Readonly<Record<string, Swarm>> = {
  everything: {
    name: "everything",
    purpose: "Any feature beside any other.",
    features: FEATURES,
    mostFaults: 16,
  },
  crashes: {
    name: "crashes",
    purpose: "TaskManagers die at the moments of checkpoints and restores, also one after the other.",
    features: ["crash", "silent-crash", "crash-burst", "checkpointing", "parallelism"],
    mostFaults: 4,
  },
  "two-phase-commit": {
    name: "two-phase-commit",
    purpose: "Crashes, lost answers and a failing log around pre-commit and commit.",
    features: ["crash", "crash-burst", "crash-log", "log-requests", "lost-call", "late-call", "checkpointing"],
    always: ["crash"],
    mostFaults: 6,
  },
  calls: {
    name: "calls",
    purpose: "Calls between the components are lost, answered in vain, repeated and late.",
    features: ["lost-call", "lost-answer", "repeated-call", "late-call", "late-answer", "cut", "timeouts"],
    mostFaults: 8,
  },
  "stale-messages": {
    name: "stale-messages",
    purpose: "Messages are late, and who has sent them dies or stands still before they arrive.",
    features: [
      "log-requests",
      "late-call",
      "late-answer",
      "crash",
      "crash-burst",
      "pause",
      "timeouts",
      "checkpointing",
    ],
    always: ["log-requests", "crash-burst"],
    mostFaults: 12,
  },
  storage: {
    name: "storage",
    purpose: "Checkpoint storage that fails or is slow, also while a job recovers.",
    features: ["failing-storage", "slow-storage", "crash", "checkpointing"],
    always: ["failing-storage"],
    mostFaults: 6,
  },
  tight: {
    name: "tight",
    purpose: "One buffer, one credit, tiny intervals, slow machines.",
    features: ["buffers", "checkpointing", "speed", "slow-machine", "slow-node", "pause", "crash"],
    always: ["buffers"],
    mostFaults: 4,
  },
  calm: {
    name: "calm",
    purpose: "No faults: shapes, settings and inputs only.",
    features: FEATURES.filter((feature) => !FAULT_FEATURES.some((fault) => fault === feature)),
    mostFaults: 0,
  },
};

/** Finds a swarm by name; throws one sentence. */
export function swarmOf(name: string): Swarm {
  if (Object.hasOwn(SWARMS, name)) return SWARMS[name];
  const nearest = nearestName(name, Object.keys(SWARMS));
  throw new Error(
    `There is no swarm "${name}"; ${nearest === null ? `there are ${Object.keys(SWARMS).join(", ")}.` : `did you mean ${nearest}?`}`,
  );
}

/** What one scenario has of a swarm. */
export interface Drawn {
  readonly features: ReadonlySet<Feature>;
  readonly faultKinds: readonly { readonly weight: number; readonly value: FaultFeature }[];
  /** Faults to draw. */
  readonly faults: number;
}

/** Draws the features of one scenario, and a weight from 1 to 100 for each kind of fault. */
export function drawFeatures(dice: Dice, swarm: Swarm): Drawn {
  const isFault = (feature: Feature) => FAULT_FEATURES.some((kind) => kind === feature);
  const [faults, others] = [swarm.features.filter(isFault), swarm.features.filter((feature) => !isFault(feature))];
  const features = new Set<Feature>([
    ...(swarm.always ?? []),
    ...(faults.length > 0 ? someOf(dice, faults) : []),
    ...others.filter(() => oneIn(dice, 2)),
  ]);
  const faultKinds = FAULT_FEATURES.filter((kind) => features.has(kind)).map((value) => ({
    value,
    weight: between(dice, 1, 100),
  }));
  const isCalm = oneIn(dice, CALM_ONE_IN);
  const count = isCalm || faultKinds.length === 0 ? 0 : magnitude(dice, swarm.mostFaults);
  return { features, faultKinds, faults: count };
}
