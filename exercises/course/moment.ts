/** A failing case as a run that can be looked at, and the moment in it where to look. */
import type { Arrival } from "./arrivals-source.ts";
import type { CaseJob } from "./case-job.ts";
import type { ClusterFailure, HarnessFailure } from "./check.ts";
import type { Exercise, SourceElement, Step } from "./exercise.ts";
import { arrivalAtMs, crashesOf, DEFAULT_PARALLELISM, type Schedule, Schedules } from "./schedule.ts";

/** Plain data: it is written into a file. */
export interface Moment {
  readonly job: CaseJob;
  readonly schedule: Schedule;
  /** Virtual time, ms. */
  readonly atMs: number;
  readonly parallelism: number;
}

/** What there is to break when an exercise is solved. Throws if the exercise names a case that is none of the cluster. */
export function breakItMoment({ name, cases, breakIt: { caseId, faults, atMs } }: Exercise): Moment {
  const of = cases.find(({ id }) => id === caseId);
  if (of?.kind !== "cluster") throw new Error(`The exercise ${name} has no case ${caseId} on the cluster.`);
  return { ...clusterMoment({ of, schedule: { ...new Schedules(of).at(0), faults } }), atMs };
}

/** The run under the schedule that failed; the moment is that of the failure, or that of the last element. */
export function clusterMoment({ of, schedule }: Pick<ClusterFailure, "of" | "schedule">): Moment {
  const { id, sources, side, timestamped, parallelism = DEFAULT_PARALLELISM } = of;
  const elements = sources.reduce((sum, source) => sum + source.elements.length, 0);
  const [crash] = crashesOf(schedule);
  return {
    job: {
      id,
      sources,
      ...(side === undefined ? {} : { side }),
      ...(timestamped === undefined ? {} : { timestamped }),
    },
    schedule,
    atMs: crash?.atMs ?? arrivalAtMs(Math.max(0, elements - 1), elements),
    parallelism,
  };
}

/** The steps of a case of the operator alone, on a cluster with one subtask each: one after the other, in their order. */
export function harnessMoment({ of, outcome }: HarnessFailure, inputs: readonly string[]): Moment {
  const steps = outcome.broken === null ? of.steps : of.steps.slice(0, outcome.broken.step + 1);
  const lanes = inputs.map((): Arrival[] => []);
  let place = 0;
  let faults: string[] = [];
  for (const step of steps) {
    const element = elementOf(step);
    const atMs = arrivalAtMs(place);
    if (step.kind === "crash") faults = [`crash:tm=A@${atMs}ms/5ms`];
    if (element === null) continue;
    lanes["input" in step ? step.input : 0].push({ atMs, element });
    place++;
  }
  const sources = inputs.map((name, i) => ({ name, elements: lanes[i].map(({ element }) => element) }));
  const schedule = { number: 0, arrivals: lanes.map((lane) => [lane]), faults };
  return { job: { id: of.id, sources }, schedule, atMs: arrivalAtMs(Math.max(0, place - 1)), parallelism: 1 };
}

function elementOf(step: Step): SourceElement | null {
  if (step.kind === "element") return { kind: "record", value: step.value, timestampMs: step.timestampMs };
  return step.kind === "watermark" ? { kind: "watermark", watermarkMs: step.watermarkMs } : null;
}
