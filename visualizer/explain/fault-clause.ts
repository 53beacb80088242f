/** What a fault of the scenario does, as a clause. */
import type { CallChoice, Fault, FaultTarget } from "../../sim/faults/fault.ts";
import { parseFault } from "../../sim/faults/fault-text.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { faultTexts } from "../text/events-faults.ts";
import { machineName } from "./names.ts";
import { duration } from "./quantities.ts";

const LETTERS = 26;

/** "TaskManager B dies, and with it what was in its memory"; a fault that cannot be read stands for itself. */
export function faultClause(spec: string, language: Language): string {
  try {
    return clauseOf(parseFault(spec), language);
  } catch {
    return spec;
  }
}

function clauseOf(fault: Fault, language: Language): string {
  const lasting =
    fault.forMs === null ? "" : textOf(faultTexts, language, "lasting", duration(fault.forMs * 1000, language));
  switch (fault.what) {
    case "crash":
      return textOf(faultTexts, language, fault.silent ? "crash-silent" : "crash", machine(fault.target, language));
    case "pause":
      return textOf(faultTexts, language, "pause", machine(fault.target, language), "", "", lasting);
    case "slow":
      return textOf(faultTexts, language, "slow", machine(fault.target, language), "", fault.factor, lasting);
    case "cut": {
      const name = fault.oneWay ? "cut-one-way" : "cut";
      return textOf(faultTexts, language, name, machine(fault.a, language), machine(fault.b, language), "", lasting);
    }
    case "drop":
    case "duplicate":
      return textOf(faultTexts, language, fault.what, calls(fault, language));
    case "delay": {
      const late = duration(fault.byMs * 1000, language);
      return textOf(faultTexts, language, "delay", calls(fault, language), "", late);
    }
    case "trigger-checkpoint":
    case "cancel-job":
      return textOf(faultTexts, language, fault.what);
    case "fail-storage":
      return textOf(faultTexts, language, "fail-storage", "", "", "", lasting);
    case "slow-storage":
      return textOf(faultTexts, language, "slow-storage", "", "", fault.factor, lasting);
  }
}

function machine(target: FaultTarget, language: Language): string {
  if (target.role === "service") return textOf(faultTexts, language, "service", target.name);
  if (target.role !== "tm") return machineName(target.role, language);
  const { index } = target;
  return machineName(`tm-${index < LETTERS ? String.fromCharCode(65 + index) : index}`, language);
}

function calls({ method, n, reply }: CallChoice, language: Language): string {
  const number = reply ? (n === 1 ? "answer" : "answers") : n === 1 ? "call" : "calls";
  return textOf(faultTexts, language, method === null ? number : `${number}-of`, n, method ?? "");
}
