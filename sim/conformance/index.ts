/** Runs golden cases of real Flink operators against the operators here. */
import type { ConformanceCase, Verdict } from "./case.ts";
import { runJoinCoGroup } from "./join-cogroup.ts";
import { runKeyedState } from "./keyed-state.ts";
import { runKeyGroups } from "./keygroups.ts";
import { runOperatorState } from "./operator-state.ts";
import { runRollingAndMisc } from "./rolling-and-misc.ts";
import { runTimers } from "./timers.ts";
import { runWatermarkValve } from "./watermark-valve.ts";
import { runWindowAssigners } from "./window-assigners.ts";
import { runWindowOperator } from "./window-operator.ts";

export type { ConformanceCase, Verdict } from "./case.ts";

/** The runner of each kind of case. */
export const CONFORMANCE_RUNNERS: Readonly<Record<string, (one: ConformanceCase) => Verdict>> = {
  keygroups: runKeyGroups,
  "watermark-valve": runWatermarkValve,
  timers: runTimers,
  "window-assigners": runWindowAssigners,
  "window-operator": runWindowOperator,
  "join-cogroup": runJoinCoGroup,
  "rolling-and-misc": runRollingAndMisc,
  "keyed-state": runKeyedState,
  "operator-state": runOperatorState,
};

/** Runs one case; a kind that no runner knows is left out. */
export function runConformanceCase(one: ConformanceCase): Verdict {
  return CONFORMANCE_RUNNERS[one.kind]?.(one) ?? { outcome: "leftOut", feature: `kind ${one.kind}` };
}
