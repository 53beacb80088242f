/** Draws jobs: one or two sources, a few operators on any earlier stream, and a sink behind every stream that ends. */
import { between, type Dice, oneIn, pick, pickWeighted } from "../dice.ts";
import type { JobPlan, JobStep, StepSettings } from "./job-plan.ts";

const MOST_OPERATORS = 5;
/** Of one operator. */
export const MOST_PARALLELISM = 4;

type Operator =
  | "map"
  | "filter"
  | "flat-map"
  | "side"
  | "tally"
  | "partition"
  | "union"
  | "window"
  | "collect"
  | "ticker";

const OPERATORS: readonly { readonly value: Operator; readonly weight: number }[] = [
  { value: "map", weight: 2 },
  { value: "filter", weight: 1 },
  { value: "flat-map", weight: 2 },
  { value: "side", weight: 1 },
  { value: "tally", weight: 1 },
  { value: "partition", weight: 3 },
  { value: "union", weight: 2 },
  { value: "window", weight: 4 },
  { value: "collect", weight: 4 },
  { value: "ticker", weight: 1 },
];

/** What is known of a step while a plan is drawn. */
interface Open {
  /** Its records carry timestamps that watermarks have not passed. */
  readonly onTime: boolean;
  readonly used: boolean;
}

/** Draws one plan; its sinks are transactional. */
export function randomPlan(dice: Dice): JobPlan {
  const steps: JobStep[] = [];
  const open: Open[] = [];
  const add = (step: JobStep, onTime = true) => {
    for (const from of inputsOf(step)) open[from] = { ...open[from], used: true };
    steps.push(step);
    open.push({ onTime, used: step.op === "sink" });
  };
  const sources = oneIn(dice, 4) ? 2 : 1;
  const speed = pick(dice, [1, 2, 10, Number.MAX_SAFE_INTEGER]);
  for (let i = 0; i < sources; i++) add(randomSource(dice, speed));
  for (let left = between(dice, 1, MOST_OPERATORS); left > 0; left--) {
    const from = dice.below(steps.length);
    const { onTime } = open[from];
    const operator = pickWeighted(dice, OPERATORS);
    if (!onTime && (operator === "window" || operator === "collect" || operator === "union")) continue;
    const step = randomOperator(dice, operator, from, open);
    if (step !== null) add(step, onTime && operator !== "tally");
  }
  for (let i = 0; i < open.length; i++)
    if (!open[i].used) add({ op: "sink", from: i, log: `out-${i}`, kind: "transactional", ...settings(dice) });
  return { steps };
}

/** The steps that a step takes records from. */
export function inputsOf(step: JobStep): readonly number[] {
  if (step.op === "source") return [];
  return "with" in step ? [step.from, step.with] : [step.from];
}

function randomSource(dice: Dice, speed: number): JobStep {
  return {
    op: "source",
    // More subtasks than splits, and more splits than records, are as good as any other number.
    splits: pick(dice, [1, 2, 3, 4, 7]),
    speed,
    disorderMs: pick(dice, [0, 0, 10, 200, 2000]),
    ...settings(dice),
  };
}

function randomOperator(dice: Dice, operator: Operator, from: number, open: readonly Open[]): JobStep | null {
  switch (operator) {
    case "partition":
      return { op: pick(dice, ["rebalance", "rescale", "shuffle", "global"] as const), from };
    case "union": {
      const others = open.flatMap(({ onTime }, i) => (onTime ? [i] : []));
      return { op: "union", from, with: pick(dice, others) };
    }
    case "window": {
      const how = pick(dice, ["aggregate", "reduce", "process"] as const);
      return { op: "window", from, sizeMs: pick(dice, [1, 100, 1000, 60_000]), how, ...settings(dice) };
    }
    case "collect":
      return { op: "collect", from, sizeMs: pick(dice, [1, 100, 1000, 60_000]), ...settings(dice) };
    case "ticker":
      return { op: "ticker", from, everyMs: pick(dice, [0, 1, 100]), ...settings(dice) };
    default:
      return { op: operator, from, ...settings(dice) };
  }
}

function settings(dice: Dice): StepSettings {
  return {
    ...(oneIn(dice, 4) ? { parallelism: between(dice, 1, MOST_PARALLELISM) } : {}),
    ...(oneIn(dice, 6) ? { newChain: true } : {}),
    ...(oneIn(dice, 6) ? { noChain: true } : {}),
  };
}
