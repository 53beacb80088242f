/** Generated jobs: fewer operators, no settings of their own, one split, no disorder. */
import type { Scenario } from "../../scenario.ts";
import { type JobPlan, type JobStep, PLANNED_JOB, readPlan } from "../jobs/job-plan.ts";
import { inputsOf } from "../jobs/random-plan.ts";
import type { Reduction } from "./reduction.ts";

/** Takes steps out of a planned job, and settings from them. */
export const smallerJob: Reduction = {
  name: "a smaller job",
  *candidates(scenario) {
    const [program] = scenario.programs;
    if (program.module !== PLANNED_JOB) return;
    const plan = readPlan(program.args?.plan);
    for (const smaller of smallerPlans(plan)) yield withPlan(scenario, smaller);
  },
};

function withPlan(scenario: Scenario, plan: JobPlan): Scenario {
  const [program] = scenario.programs;
  return { ...scenario, programs: [{ ...program, args: { ...program.args, plan: JSON.stringify(plan) } }] };
}

function* smallerPlans({ steps }: JobPlan): Iterable<JobPlan> {
  for (let i = steps.length - 1; i >= 0; i--) {
    const smaller = without(steps, i);
    if (smaller !== null) yield { steps: smaller };
  }
  for (const [i, step] of steps.entries())
    for (const plainer of plainerSteps(step)) yield { steps: steps.map((other, k) => (k === i ? plainer : other)) };
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
  if (step.op === "union") return { ...step, from: place(step.from), with: place(step.with) };
  return { ...step, from: place(step.from) };
}

function* plainerSteps(step: JobStep): Iterable<JobStep> {
  const { parallelism, newChain, noChain, ...plain } = step;
  if (parallelism !== undefined || newChain !== undefined || noChain !== undefined) yield plain as JobStep;
  if (step.op !== "source") return;
  if (step.splits > 1) yield { ...step, splits: 1 };
  if (step.disorderMs > 0) yield { ...step, disorderMs: 0 };
  if (step.speed !== 1) yield { ...step, speed: 1 };
}
