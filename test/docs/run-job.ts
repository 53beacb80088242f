import type { SimulatedService } from "../../sim/services/simulated-service.ts";
import { type Run, simulate } from "../../sim/simulation.ts";
import {
  DataGeneratorSource,
  type DataStream,
  type JobProgram,
  RateLimiterStrategy,
  type RuntimeContext,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "../../src/index.ts";

/** What the world around a job of an example has. */
interface World {
  readonly inputs?: Readonly<Record<string, readonly unknown[]>>;
  readonly services?: Readonly<Record<string, SimulatedService>>;
  readonly faults?: readonly string[];
}

/** Runs a job on one TaskManager with four slots; it is restarted when it fails. Throws if it does not finish. */
export function runJob(job: JobProgram, { inputs = {}, services = {}, faults = [] }: World = {}): Run {
  const run = simulate(
    {
      version: 1,
      seed: 1,
      programs: [{ module: "job" }],
      cluster: { taskManagers: 1, slots: 4 },
      configuration: { "restart-strategy.type": "fixed-delay", "restart-strategy.fixed-delay.delay": "10 ms" },
      faults,
    },
    { programs: { job }, inputs, services },
  );
  if (run.status !== "FINISHED")
    throw new Error(`The job of the example ended as ${run.status}: ${run.failure?.message}`);
  return run;
}

/** Fails with the first `last` that it sees. */
class FailsOnce {
  private readonly last: number;
  private attempt = 0;

  constructor(last: number) {
    this.last = last;
  }

  open({ attemptNumber }: RuntimeContext): void {
    this.attempt = attemptNumber;
  }

  map(n: number): number {
    if (n === this.last && this.attempt === 0) throw new Error(`The first attempt fails at ${n}.`);
    return n;
  }
}

/** The numbers 1 to `last`, 100 a second, of a job with checkpoints which fails once, at the last, and begins from the start. */
export function numbersOfAJobThatFailsOnce(env: StreamExecutionEnvironment, last = 3): DataStream<number> {
  env.enableCheckpointing(10_000);
  const numbers = new DataGeneratorSource((i) => i + 1, last, RateLimiterStrategy.perSecond(100));
  return env
    .fromSource(numbers, WatermarkStrategy.noWatermarks<number>(), "numbers")
    .setParallelism(1)
    .map(new FailsOnce(last));
}
