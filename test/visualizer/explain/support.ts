import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import type { TraceKind } from "../../../src/trace/kinds.ts";
import { why } from "../../../visualizer/explain/why.ts";
import { whyText } from "../../../visualizer/explain/why-text.ts";
import type { RunModel } from "../../../visualizer/run-model.ts";
import type { Language } from "../../../visualizer/text/catalogue.ts";
import type { TraceStore } from "../../../visualizer/trace/trace-store.ts";
import { modelOf } from "../support/model.ts";

export const LANGUAGES: readonly Language[] = ["en", "zh"];

const models = new Map<string, RunModel>();

/** A run of a built-in scenario, made once. */
export function runOf(name: string): RunModel {
  let model = models.get(name);
  if (model === undefined) {
    model = modelOf(name);
    models.set(name, model);
  }
  return model;
}

export const scenarioNames = Object.keys(SCENARIOS);

/** Number of the n-th event of a kind, from 1. */
export function nth(store: TraceStore, kind: TraceKind, n: number, accepts: (seq: number) => boolean = () => true) {
  for (let seq = 0, found = 0; seq < store.count; seq++)
    if (store.kind(seq) === kind && accepts(seq) && ++found === n) return seq;
  throw new Error(`The run has no ${kind} number ${n}.`);
}

/** The chain of an event as lines, as the inspector shows it. */
export function chainOf(store: TraceStore, seq: number, language: Language): string[] {
  const met = new Set<string>();
  return why(store, seq).map((row) => whyText(store, row, language, met));
}
