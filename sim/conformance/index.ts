/** Runs golden cases of real Flink against the operators and graphs here. */
import { runAsyncWait } from "./async-wait.ts";
import type { ConformanceCase, Verdict } from "./case.ts";
import { runConnectionsCase } from "./graphs/connections-case.ts";
import type { CaseOutcome } from "./graphs/difference.ts";
import { runJobGraphCase } from "./graphs/job-graph-case.ts";
import { runOperatorIdCase } from "./graphs/operator-ids-case.ts";
import { runRegionsCase } from "./graphs/regions-case.ts";
import { runRestartStrategyCase } from "./graphs/restart-strategies-case.ts";
import { runJoinCoGroup } from "./join-cogroup.ts";
import { runKeyedState } from "./keyed-state.ts";
import { runKeyGroups } from "./keygroups.ts";
import { runOperatorState } from "./operator-state.ts";
import { runRollingAndMisc } from "./rolling-and-misc.ts";
import { runTimers } from "./timers.ts";
import { runTimestampsAndWatermarksCase } from "./timestamps-and-watermarks.ts";
import { runTwoInput } from "./two-input.ts";
import { runWatermarkValve } from "./watermark-valve.ts";
import { runWindowAssigners } from "./window-assigners.ts";
import { runWindowOperator } from "./window-operator.ts";

export type { ConformanceCase, Verdict } from "./case.ts";

/** Runs a case of one kind. */
export type ConformanceRunner = (one: ConformanceCase) => Verdict;

/** The runner of each kind of case. */
export const CONFORMANCE_RUNNERS: ReadonlyMap<string, ConformanceRunner> = new Map<string, ConformanceRunner>([
  ["keygroups", runKeyGroups],
  ["watermark-valve", runWatermarkValve],
  ["timers", runTimers],
  ["window-assigners", runWindowAssigners],
  ["window-operator", runWindowOperator],
  ["join-cogroup", runJoinCoGroup],
  ["two-input", runTwoInput],
  ["rolling-and-misc", runRollingAndMisc],
  ["async-wait", runAsyncWait],
  ["keyed-state", runKeyedState],
  ["operator-state", runOperatorState],
  ["timestamps-and-watermarks", runTimestampsAndWatermarksCase],
  ["operator-ids", withoutSteps(runOperatorIdCase)],
  ["connections", withoutSteps(runConnectionsCase)],
  ["regions", withoutSteps(runRegionsCase)],
  ["restart-strategies", withoutSteps(runRestartStrategyCase)],
  ["jobgraph", withoutSteps(runJobGraphCase)],
]);

/** Runs one case; a kind that no runner knows is left out. */
export function runConformanceCase(one: ConformanceCase): Verdict {
  const runner = CONFORMANCE_RUNNERS.get(one.kind);
  return runner === undefined ? { outcome: "leftOut", feature: `kind ${one.kind}` } : runner(one);
}

/** A case of a graph is one question and one answer. */
function withoutSteps<C>(run: (one: C) => CaseOutcome): ConformanceRunner {
  return (one) => {
    // The kind of a case says which form it has.
    const outcome = run(one as unknown as C);
    switch (outcome.kind) {
      case "pass":
        return { outcome: "passed" };
      case "left-out":
        return { outcome: "leftOut", feature: outcome.reason };
      case "difference":
        return { outcome: "differs", text: outcome.text };
    }
  };
}
