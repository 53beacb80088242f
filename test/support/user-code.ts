/** Small jobs around one user function, on a simulated cluster. */

import type { Scenario } from "../../sim/scenario.ts";
import type { Host } from "../../sim/simulation.ts";
import type { DataStream } from "../../src/api/data-stream.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { appendLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import { type Reading, readings } from "./bucket-job.ts";

/** A job that reads readings, does what it is told, and writes to the log `out`. */
export function jobOf(body: (stream: DataStream<Reading>) => DataStream<string>): Host {
  const program: JobProgram = (env) => {
    const source = replaySource<Reading>({ input: "readings", timestampOf: (r) => r.ts, speed: 2, disorderMs: 0 });
    const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(0);
    body(env.fromSource(source, strategy, "readings")).sinkTo(appendLogSink<string>({ log: "out" }));
    env.execute("user-code");
  };
  return { programs: { job: program } };
}

/** Two subtasks on two TaskManagers, without restarts. */
export function jobScenario(differences: Partial<Scenario> = {}): Scenario {
  return {
    version: 1,
    seed: 3,
    programs: [{ module: "job" }],
    inputs: { readings: { records: readings(40) } },
    cluster: { taskManagers: 2, slots: 1 },
    configuration: { "parallelism.default": 2, "restart-strategy.type": "none" },
    ...differences,
  };
}
