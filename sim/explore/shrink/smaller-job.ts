/** Generated jobs: fewer operators, no settings of their own, one split, no disorder. */
import type { Scenario } from "../../scenario.ts";
import { type JobPlan, type JobStep, PLANNED_JOB, readPlan } from "../jobs/job-plan.ts";
import { inputsOf } from "../jobs/random-plan.ts";
import { asScenarios, type Candidates, type Reduction } from "./reduction.ts";

/** Takes steps out of a planned job, and settings from them. */
export const smallerJob: Reduction = {
  name: "a smaller job",
  goesOn: true,
  *candidates(scenario) {
    const [program] = scenario.programs;
    if (program.module !== PLANNED_JOB) return;
    const plan = readPlan(program.args?.plan);
    yield* asScenarios(smallerPlans(plan), (smaller) => withPlan(scenario, smaller));
  },
};

function withPlan(scenario: Scenario, plan: JobPlan): Scenario {
  const [program] = scenario.programs;
  return { ...scenario, programs: [{ ...program, args: { ...program.args, plan: JSON.stringify(plan) } }] };
}

/** One sink with what it needs, then one step less at a time, then plainer steps. */
function* smallerPlans(plan: JobPlan): Candidates<JobPlan> {
  let { steps } = plan;
  for (const wanted of oneSinkEach(steps))
    if ((yield { steps: wanted }) === true) {
      steps = wanted;
      break;
    }
  for (let i = steps.length - 1; i >= 0; i = Math.min(i, steps.length) - 1) {
    const smaller = without(steps, i);
    if (smaller !== null && (yield { steps: smaller }) === true) steps = smaller;
  }
  for (let i = 0; i < steps.length; i++)
    for (const simplify of SIMPLIFICATIONS) {
      const simpler = simplify(steps[i]);
      if (simpler === null) continue;
      const plainer = steps.map((step, k) => (k === i ? simpler : step));
      if ((yield { steps: plainer }) === true) steps = plainer;
    }
}

/** For each of several sinks, the plan without the others and without what only they needed. */
function* oneSinkEach(steps: readonly JobStep[]): Iterable<readonly JobStep[]> {
  const sinks = steps.filter(({ op }) => op === "sink");
  if (sinks.length < 2) return;
  for (const sink of sinks) {
    const keeps = new Set([steps.indexOf(sink)]);
    // Inputs are earlier steps.
    for (let i = steps.length - 1; i >= 0; i--)
      if (keeps.has(i)) for (const input of inputsOf(steps[i])) keeps.add(input);
    const kept = [...steps.keys()].filter((i) => keeps.has(i));
    yield kept.map((old) => rewired(steps[old], (input) => kept.indexOf(input)));
  }
}

/** The plan without a step: who took its records takes its input's instead. Null where nothing sensible is left. */
function without(steps: readonly JobStep[], index: number): readonly JobStep[] | null {
  const [from] = inputsOf(steps[index]);
  const keeps = new Set(steps.map((_, i) => i));
  keeps.delete(index);
  if (from === undefined) {
    // A source goes with everything that stands on it alone.
    for (const [i, step] of steps.entries())
      if (inputsOf(step).length > 0 && inputsOf(step).every((input) => !keeps.has(input))) keeps.delete(i);
  }
  const moved = (input: number): number => (keeps.has(input) ? input : (inputsOf(steps[input])[0] ?? -1));
  const place = new Map([...keeps].map((old, i) => [old, i]));
  const left = [...keeps].map((old) => rewired(steps[old], (input) => place.get(settle(input, moved)) ?? -1));
  const used = new Set(left.flatMap(inputsOf));
  const isWhole = left.every(
    (step, i) => inputsOf(step).every((input) => input >= 0) && (step.op === "sink" || used.has(i)),
  );
  return isWhole && left.some(({ op }) => op === "sink") ? left : null;
}

function settle(input: number, moved: (input: number) => number): number {
  const next = moved(input);
  return next === input || next < 0 ? next : settle(next, moved);
}

function rewired(step: JobStep, place: (input: number) => number): JobStep {
  if (step.op === "source") return step;
  if ("with" in step) return { ...step, from: place(step.from), with: place(step.with) };
  return { ...step, from: place(step.from) };
}

/** Null where there is nothing to simplify. */
const SIMPLIFICATIONS: readonly ((step: JobStep) => JobStep | null)[] = [
  ({ parallelism, newChain, noChain, ...plain }) =>
    parallelism === undefined && newChain === undefined && noChain === undefined ? null : (plain as JobStep),
  (step) => (step.op === "source" && step.splits > 1 ? { ...step, splits: 1 } : null),
  (step) => (step.op === "source" && step.disorderMs > 0 ? { ...step, disorderMs: 0 } : null),
  (step) => (step.op === "source" && step.idleMs !== undefined ? withoutIdleness(step) : null),
  (step) => (step.op === "window" && step.shape !== undefined ? tumbling(step) : null),
  (step) => (step.op === "source" && step.speed !== 1 ? { ...step, speed: 1 } : null),
];

function withoutIdleness({ idleMs: _idleMs, ...source }: Extract<JobStep, { op: "source" }>): JobStep {
  return source;
}

function tumbling({ shape: _shape, ...window }: Extract<JobStep, { op: "window" }>): JobStep {
  return window;
}
