/** What may be otherwise without changing a job's output. */
import { Configuration, type RawConfigValue } from "../../../src/config/configuration.ts";
import { BUFFER_RECORDS, CHAINING_ENABLED, DEFAULT_PARALLELISM, OBJECT_REUSE } from "../../../src/config/options.ts";
import type { Scenario } from "../../scenario.ts";
import { type Host, START_EPOCH_MS } from "../../simulation.ts";

/** A scenario and the host that it runs on. */
export interface Setting {
  readonly scenario: Scenario;
  readonly host: Host;
}

/** One thing that is otherwise. */
export interface Variation {
  /** Its name: a key of the configuration, or what it is. */
  readonly knob: string;
  /** False: a user function may rightly depend on it, so only jobs whose functions are known are tried with it. */
  readonly promised: boolean;
  /** The same with it changed, and how a sentence says so: "with 3 in place of 2". Null: it cannot be changed here. */
  readonly change: (setting: Setting) => { readonly changed: Setting; readonly how: string } | null;
}

/** Another day and another time of day. */
const LATER_MS = 100 * 86_400_000 + 3_661_007;

function option(knob: string, other: (present: Configuration) => [RawConfigValue, RawConfigValue]): Variation {
  return {
    knob,
    promised: true,
    change({ scenario, host }) {
      const [from, to] = other(Configuration.fromEntries(scenario.configuration ?? {}));
      const configuration = { ...scenario.configuration, [knob]: to };
      return { changed: { scenario: { ...scenario, configuration }, host }, how: `${to} in place of ${from}` };
    },
  };
}

const parallelism: Variation = {
  knob: DEFAULT_PARALLELISM.key,
  promised: true,
  change(setting) {
    const { taskManagers, slots } = setting.scenario.cluster;
    const from = Configuration.fromEntries(setting.scenario.configuration ?? {}).get(DEFAULT_PARALLELISM);
    const to = from === 1 ? Math.min(3, taskManagers * slots) : from - 1;
    return to === from ? null : option(DEFAULT_PARALLELISM.key, () => [from, to]).change(setting);
  },
};

/** All of them; each is one change, so that what changes the output is known. */
export const VARIATIONS: readonly Variation[] = [
  parallelism,
  option(CHAINING_ENABLED.key, (now) => [now.get(CHAINING_ENABLED), !now.get(CHAINING_ENABLED)]),
  option(BUFFER_RECORDS.key, (now) => [now.get(BUFFER_RECORDS), now.get(BUFFER_RECORDS) === 1 ? 16 : 1]),
  option("taskmanager.network.memory.buffers-per-channel", () => ["what it was", 1]),
  option("execution.checkpointing.interval", () => ["what it was", "37 ms"]),
  option("execution.buffer-timeout.interval", () => ["what it was", "1 ms"]),
  {
    ...option(OBJECT_REUSE.key, (now) => [now.get(OBJECT_REUSE), !now.get(OBJECT_REUSE)]),
    promised: false,
  },
  {
    knob: "the seed",
    promised: true,
    change({ scenario, host }) {
      const seed = scenario.seed + 1;
      return { changed: { scenario: { ...scenario, seed }, host }, how: `${seed} in place of ${scenario.seed}` };
    },
  },
  {
    knob: "the wall clock",
    promised: true,
    change({ scenario, host }) {
      const startEpochMs = (host.startEpochMs ?? START_EPOCH_MS) + LATER_MS;
      return { changed: { scenario, host: { ...host, startEpochMs } }, how: "a start on another day" };
    },
  },
];
