/** `scenarios(job)`: what a property of a job quantifies over. */
import { type Arbitrary, sample } from "fast-check";
import type { UpsertOutput } from "../../sim/check/upsert/final-table.ts";
import { oneJob } from "../../sim/explore/ground.ts";
import { type Swarm, swarmOf } from "../../sim/explore/swarm.ts";
import type { Scenario, ScenarioCluster } from "../../sim/scenario.ts";
import type { Host } from "../../sim/simulation.ts";
import { type JobDefinition, type JobProgram, programOf } from "../../src/api/program.ts";
import type { RawConfigValue } from "../../src/config/configuration.ts";
import { type InputArbitraries, ScenarioArbitrary } from "./scenario-arbitrary.ts";

/** What scenarios have in common, and what is drawn beside faults, cluster and settings. */
export interface ScenariosOptions {
  /** The user's own records by logical endpoint: the `input` that a source names. */
  readonly inputs?: InputArbitraries;
  /** The user's own outside systems by the name under which sinks and operators ask them; faults strike them, too. */
  readonly services?: Host["services"];
  /** The output is a table: the last line of each key counts, and `run.upsert.setBacks` says which keys went back for a while. */
  readonly upsert?: UpsertOutput;
  /** Where the job lies, as a command line in this folder names it; with it a failure can be run again from there. */
  readonly module?: string;
  /** Arguments of the job. */
  readonly args?: Readonly<Record<string, string>>;
  /** What every scenario starts from. Its faults are left out. */
  readonly scenario?: Scenario;
  /** Settings by Flink's keys that every scenario starts from. */
  readonly configuration?: Readonly<Record<string, RawConfigValue>>;
  /** Default: 3 TaskManagers with 2 slots each. */
  readonly cluster?: ScenarioCluster;
  /** Default "everything". */
  readonly swarm?: string | Swarm;
  /** The output does not depend on the order of the input, so that it can be compared with a direct execution. Default true. */
  readonly confluent?: boolean;
}

const CLUSTER: ScenarioCluster = { taskManagers: 3, slots: 2 };

/**
 * Scenarios in which a job has to be right: faults, clusters, settings, and the records of its inputs.
 *
 * Throws one sentence if the job cannot be built, or if an input has neither an arbitrary nor records of the scenario.
 */
export function scenarios(job: JobProgram | JobDefinition, options: ScenariosOptions = {}): Arbitrary<Scenario> {
  const module = options.module ?? null;
  const named = module ?? "./the-job-of-the-test.ts";
  const inputs = options.inputs ?? {};
  const base: Scenario = {
    version: 1,
    seed: 1,
    cluster: CLUSTER,
    confluent: true,
    ...options.scenario,
    ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
    ...(options.confluent === undefined ? {} : { confluent: options.confluent }),
    programs: [{ module: named, ...argumentsOf(options) }],
    configuration: { "parallelism.default": 2, ...options.scenario?.configuration, ...options.configuration },
    inputs: {
      ...options.scenario?.inputs,
      ...examples(inputs),
    },
  };
  const { services } = options;
  const host: Host = { programs: { [named]: programOf(job) }, ...(services === undefined ? {} : { services }) };
  const ground = oneJob(base, host);
  const swarm = typeof options.swarm === "object" ? options.swarm : swarmOf(options.swarm ?? "everything");
  return new ScenarioArbitrary({
    ground: {
      ...ground,
      fixedInputs: Object.keys(inputs),
      ...(options.upsert === undefined ? {} : { upsert: options.upsert }),
    },
    swarm,
    inputs,
    module,
  });
}

/** Records by which it is seen how the job goes: of a few drawn, the most. */
function examples(inputs: InputArbitraries): Record<string, { readonly records: readonly unknown[] }> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, arbitrary]) => {
      const [longest] = sample(arbitrary, { numRuns: SAMPLES, seed: 1 }).sort((a, b) => b.length - a.length);
      return [name, { records: [...longest] }];
    }),
  );
}

const SAMPLES = 10;

function argumentsOf({ args, scenario }: ScenariosOptions): { readonly args?: Readonly<Record<string, string>> } {
  const given = { ...scenario?.programs[0]?.args, ...args };
  return Object.keys(given).length === 0 ? {} : { args: given };
}
