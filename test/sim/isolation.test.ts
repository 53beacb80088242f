import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { type Run, simulate } from "../../sim/simulation.ts";
import type { RichFunction, RuntimeContext } from "../../src/api/functions.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { appendLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import { type Reading, readings } from "../support/bucket-job.ts";
import { bucketScenario } from "../support/bucket-scenario.ts";

/** What one record saw. */
interface Sighting {
  readonly subtask: number;
  readonly attempt: number;
  readonly field: number;
  readonly nested: number;
  readonly captured: number;
}

/** Counts in a field, in an object behind a field, and in a variable of the program. */
class Counting implements RichFunction {
  private field = 0;
  private readonly nested = { count: 0 };
  private context: RuntimeContext | null = null;
  private readonly capture: () => number;

  constructor(capture: () => number) {
    this.capture = capture;
  }

  open(context: RuntimeContext): void {
    this.context = context;
  }

  map(): string {
    const sighting: Sighting = {
      subtask: this.context?.indexOfThisSubtask ?? -1,
      attempt: this.context?.attemptNumber ?? -1,
      field: ++this.field,
      nested: ++this.nested.count,
      captured: this.capture(),
    };
    return JSON.stringify(sighting);
  }
}

const program: JobProgram = (env) => {
  let captured = 0;
  const source = replaySource<Reading>({ input: "readings", timestampOf: (r) => r.ts, speed: 2, disorderMs: 0 });
  env
    .fromSource(source, WatermarkStrategy.noWatermarks<Reading>(), "readings")
    .rebalance()
    .map(new Counting(() => ++captured))
    .sinkTo(appendLogSink<string>({ log: "seen" }));
  env.execute();
};

function sightings(differences: Partial<Scenario>): { run: Run; seen: Map<string, Sighting[]> } {
  const scenario = bucketScenario({ inputs: { readings: { records: readings(400) } }, ...differences });
  const run = simulate(scenario, { programs: { buckets: program } });
  expect(run.status).toBe("FINISHED");
  const seen = new Map<string, Sighting[]>();
  for (const line of run.output("seen")) {
    const sighting = JSON.parse(line) as Sighting;
    const name = `${sighting.subtask}/${sighting.attempt}`;
    seen.set(name, [...(seen.get(name) ?? []), sighting]);
  }
  return { run, seen };
}

/** By subtask and attempt: the process that it ran in, `tm-A#2`. */
function processes(run: Run): Map<string, string> {
  const result = new Map<string, string>();
  for (const { kind, ext } of run.trace) {
    if (kind === "exec.def") result.set(`${ext?.subtask}/${ext?.attempt}`, String(ext?.tm));
  }
  return result;
}

describe("user code is isolated as by processes", () => {
  const crash = { faults: ["crash:tm=B@cp.complete#7+50ms/500ms"] };

  test("each subtask has function objects of its own: fields count its own records only", () => {
    const { seen } = sightings({ configuration: { "parallelism.default": 4 } });
    expect(seen.size).toBe(4);
    for (const list of seen.values()) {
      expect(list.map(({ field }) => field)).toEqual(list.map((_, i) => i + 1));
      expect(list.map(({ nested }) => nested)).toEqual(list.map((_, i) => i + 1));
    }
  });

  test("after a crash no field of an earlier attempt is seen, on any TaskManager", () => {
    const { run, seen } = sightings(crash);
    expect(run.restarts).toBeGreaterThan(0);
    const later = [...seen].filter(([, list]) => list[0].attempt > 0);
    expect(later.length).toBe(3);
    for (const [, list] of seen) {
      expect(list[0].field).toBe(1);
      expect(list[0].nested).toBe(1);
      expect(list.map(({ field }) => field)).toEqual(list.map((_, i) => i + 1));
    }
  });

  test("a captured variable is not shared between processes and does not survive the end of one", () => {
    const { run, seen } = sightings({ ...crash, cluster: { taskManagers: 3, slots: 1 } });
    const owners = processes(run);
    const firstIn = new Map<string, Sighting[]>();
    for (const [name, list] of [...seen].sort(([, a], [, b]) => a[0].attempt - b[0].attempt)) {
      const process = owners.get(name) ?? "";
      if (!firstIn.has(process)) firstIn.set(process, list);
      // One slot a process: nobody else counts in between.
      expect(list.map(({ captured }) => captured - list[0].captured)).toEqual(list.map((_, i) => i));
    }
    expect([...firstIn.keys()].sort()).toEqual(expect.arrayContaining(["tm-A#1", "tm-B#1", "tm-B#2", "tm-C#1"]));
    for (const list of firstIn.values()) expect(list[0].captured).toBe(1);
  });

  test("two runs of one program in one host process see nothing of each other", () => {
    const [a, b] = [sightings(crash), sightings(crash)];
    expect(b.run.output("seen")).toEqual(a.run.output("seen"));
  });
});
