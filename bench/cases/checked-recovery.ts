/** The crash and the recovery of `crash-recovery-200` with all safety checkers at record level, against the same run without. */
import { simulateVerified } from "../../sim/verify.ts";
import { type CaseReport, race, rounded } from "../measure.ts";
import { crashRecoveryHost, crashRecoveryScenario, runCrashRecovery } from "./crash-recovery.ts";
import { checksumOf, RESULTS } from "./windowed-sums.ts";

const ROUNDS = 9;
const WARMUPS = 2;
const NANOS_PER_SECOND = 1e9;
/** 1,000 runs a second without checkers and 100 with them. */
const LIMIT = 10;

export function checkedRecovery(): CaseReport {
  const resultOf = (value: unknown) => checksumOf((value as { output(log: string): string[] }).output(RESULTS));
  const [checked, plain] = race(
    [
      {
        name: "with all checkers",
        repetitions: 20,
        run: () => simulateVerified({ ...crashRecoveryScenario, confluent: true }, crashRecoveryHost()),
        resultOf,
      },
      { name: "without checkers", repetitions: 40, run: runCrashRecovery, resultOf },
    ],
    ROUNDS,
    WARMUPS,
  );
  return {
    name: "crash-recovery-200-checked",
    medianNs: rounded(checked.medianNs),
    unit: "run",
    spread: rounded(checked.spread),
    baseline: { name: plain.name, medianNs: rounded(plain.medianNs), spread: rounded(plain.spread) },
    ratio: rounded(checked.medianNs / plain.medianNs),
    limit: LIMIT,
    more: {
      checkedRunsPerSecond: Math.round(NANOS_PER_SECOND / checked.medianNs),
      plainRunsPerSecond: Math.round(NANOS_PER_SECOND / plain.medianNs),
    },
  };
}
