/** Says of a run that was not exactly once what is wrong, what proves it, and how it came about: text for people. */
import type { TraceKind } from "../src/trace/kinds.ts";
import type { EventId } from "../src/trace/trace.ts";
import type { Violation } from "./check/checker.ts";
import { describe } from "./narrate/describe.ts";
import { Names } from "./narrate/names.ts";
import type { VerifiedRun } from "./verify.ts";

const WIDTH = 80;
const LABEL = 12;
const MAX_PROPERTIES = 4;
const MAX_FAULTS = 8;
const MAX_MOMENTS = 14;
/** Turning points that a reader wants to see between the witnesses. */
const TURNS: readonly TraceKind[] = ["iv.apply", "cp.fail", "restart.plan", "cp.restore"];

/** What is wrong first of all, and the events that prove it. */
interface Finding {
  readonly sentence: string;
  readonly witnesses: readonly EventId[];
}

/**
 * One screen of text without a final line end: what is wrong, how it came about (the proving events and the turning points
 * between them, with their virtual times), the violated properties, the faults, the digest.
 *
 * Of a run that was exactly once it is one sentence. The events can be shown only if the run was kept:
 * `simulateVerified(scenario, host, { store: 2 })`.
 */
export function explain(run: VerifiedRun): string {
  if (run.exactlyOnce && run.status === "CUT") return "Nothing is wrong up to where the scenario is cut.";
  if (run.exactlyOnce) return "Nothing is wrong: every record was counted exactly once.";
  const { sentence, witnesses } = firstFinding(run);
  const story = storyOf(run, witnesses);
  const { faults } = run.stats;
  return [
    ...wrapped(sentence, WIDTH),
    ...(story.length > 0 ? ["", ...story] : []),
    "",
    ...labelled("Violated", propertiesOf(run.violations)),
    ...labelled("Faults", faults.length > 0 ? faultsOf(run) : ["none: it happens without any"]),
    ...labelled("Digest", [`${run.digest}, seed ${run.scenario.seed}`]),
  ].join("\n");
}

/** Harm comes before the broken rule that led to it. */
function firstFinding(run: VerifiedRun): Finding {
  const { lineage, outcome, violations } = run;
  const [duplicate] = lineage.duplicates;
  const [loss] = lineage.losses;
  if (run.status !== "FINISHED" && run.status !== "CUT")
    return {
      sentence: `The job did not finish (${run.status}): ${run.failure?.message ?? "nobody said why"}`,
      witnesses: [],
    };
  if (duplicate !== undefined)
    return {
      sentence: `Something was counted twice. ${duplicate.message}${more(lineage.duplicates.length)}`,
      witnesses: duplicate.witnesses,
    };
  if (loss !== undefined)
    return {
      sentence: `Something was lost. Record ${loss.offset} of ${loss.split}: ${loss.message}${more(lineage.losses.length)}`,
      witnesses: loss.witnesses,
    };
  const [violation] = violations;
  if (violation !== undefined)
    return {
      sentence: `A rule was broken. ${violation.message}${more(violations.length)}`,
      witnesses: [...violation.witnesses, violation.event],
    };
  const [difference] = outcome.applied ? outcome.differences : [];
  if (difference === undefined) return { sentence: "The run was not exactly once.", witnesses: [] };
  const { value, expected, actual } = difference;
  return { sentence: `The output is wrong. "${value}" is there ${actual} ×, not ${expected} ×.`, witnesses: [] };
}

function more(count: number): string {
  return count > 1 ? ` (And ${count - 1} more of the kind.)` : "";
}

/** The witnesses, the commits that made them visible, and the turning points, in order. */
function storyOf(run: VerifiedRun, witnesses: readonly EventId[]): string[] {
  const wanted = new Set(witnesses);
  for (const { id, kind, cause } of run.trace) if (kind === "out.visible" && wanted.has(id)) wanted.add(cause);
  const broken = new Map<EventId, string>();
  for (const { event, property } of run.violations) if (!broken.has(event)) broken.set(event, property);
  const names = new Names();
  const lines: string[] = [];
  for (const event of run.trace) {
    names.learn(event);
    if (!wanted.has(event.id) && !TURNS.includes(event.kind)) continue;
    const rule = event.kind === "txn.commit" ? broken.get(event.id) : undefined;
    lines.push(shorten(time(event.t) + (rule === undefined ? "" : `${rule}! `) + describe(event, names)));
  }
  return lines.length <= MAX_MOMENTS ? lines : [...lines.slice(0, MAX_MOMENTS - 2), "…", ...lines.slice(-2)];
}

/** Each property once, with its first case. */
function propertiesOf(violations: readonly Violation[]): string[] {
  if (violations.length === 0) return ["no property of the protocol"];
  const groups = new Map<string, Violation[]>();
  for (const violation of violations)
    groups.set(violation.property, [...(groups.get(violation.property) ?? []), violation]);
  const lines = [...groups].map(([property, cases]) => `${property} (${cases.length} ×) ${cases[0].message}`);
  return lines.slice(0, MAX_PROPERTIES);
}

function faultsOf(run: VerifiedRun): string[] {
  const { faults } = run.stats;
  const lines = faults.slice(0, MAX_FAULTS).map(({ spec, fired }) => `${spec}${fired ? "" : " (never came to it)"}`);
  return faults.length > MAX_FAULTS ? [...lines, `and ${faults.length - MAX_FAULTS} more`] : lines;
}

function labelled(label: string, texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => wrapped(text, WIDTH - LABEL));
  return lines.map((line, index) => (index === 0 ? label : "").padEnd(LABEL) + line);
}

function time(micros: number): string {
  return `${(micros / 1e6).toFixed(3)} s`.padStart(LABEL - 2).padEnd(LABEL);
}

function shorten(text: string): string {
  return text.length <= WIDTH ? text : `${text.slice(0, WIDTH - 1)}…`;
}

/** Lines of at most `width` characters, where words allow it. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
