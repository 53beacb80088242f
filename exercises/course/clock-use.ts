/** Whether a program asks the clock on the wall, and how: seen in how it runs. */
import type { JobProgram } from "tidemark";
import { type Run, START_EPOCH_MS, simulate } from "tidemark/sim";
import { programOf } from "./case-job.ts";
import { scenarioOf } from "./cluster-run.ts";
import type { Exercise, HarnessCase, Pipeline } from "./exercise.ts";
import { differs, observedOf } from "./observation.ts";
import { Schedules } from "./schedule.ts";

/** Another time of day. */
const LATER_MS = 86_400_000;
/** In the marks of a run that say what user code asked for. */
const CLOCKS = /Date\.now|new Date|performance\.now/;
const PROCESSING_TIME = 1;
const RECORDS = 2;

/** What a timer of processing time is called. */
export const PROCESSING_TIME_TIMER = "registerProcessingTimeTimer()";

/** What the first case on the cluster tells of clocks in its trace: `Date.now`, a timer of processing time; null: nothing. */
export function clockUse(exercise: Pick<Exercise, "cases">, pipeline: Pipeline): string | null {
  const one = exercise.cases.find(({ kind }) => kind === "cluster");
  if (one?.kind !== "cluster") return null;
  const schedule = new Schedules(one).at(0);
  const job: JobProgram = programOf(one, schedule, pipeline, START_EPOCH_MS);
  const scenario = scenarioOf(one, schedule);
  const [{ module }] = scenario.programs;
  let run: Run;
  try {
    run = simulate(scenario, { programs: { [module]: job } }, { level: RECORDS });
  } catch {
    return null;
  }
  for (const { kind, ext, b } of run.trace) {
    const used = kind === "mark" ? CLOCKS.exec(String(ext?.label)) : null;
    if (used !== null) return used[0];
    if (kind === "timer.set" && b === PROCESSING_TIME) return PROCESSING_TIME_TIMER;
  }
  return null;
}

/** Other results, or other state, at another time of day. */
export function dependsOnTheClock(one: HarnessCase, inputs: number, pipeline: Pipeline): boolean {
  return differs(observedOf(one, inputs, pipeline), observedOf(one, inputs, pipeline, { clockMs: LATER_MS }), true);
}
