/**
 * The benchmarks, each beside a stated baseline in the same process: `node dist/bench/main.js [--json]`.
 * The spread is the distance of the quartiles over the median of the rounds.
 */
import { checkers } from "./cases/checkers.ts";
import { crashRecovery200 } from "./cases/crash-recovery.ts";
import { keyedTumblingWindow } from "./cases/keyed-tumbling-window.ts";
import type { CaseReport } from "./measure.ts";

// Ageing is measured from the first simulation of the process on, so that case comes first.
const all: readonly (() => readonly CaseReport[])[] = [
  crashRecovery200,
  () => [keyedTumblingWindow()],
  () => [checkers()],
];
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const cases = all
  .filter(({ name }, i) => only.length === 0 || only.includes(String(i)) || only.includes(name))
  .flatMap((run) => run());

if (process.argv.includes("--json"))
  console.log(
    JSON.stringify({
      cases: cases.map((one) => ({
        ...one,
        baseline: one.baseline.name,
        baselineNs: one.baseline.medianNs,
        baselineSpread: one.baseline.spread,
      })),
    }),
  );
else table(cases);

function table(reports: readonly CaseReport[]): void {
  for (const { name, medianNs, unit, spread, baseline, ratio, limit, more } of reports) {
    const percent = (share: number) => `±${(share * 100).toFixed(1)} %`;
    console.log(`${name}: ${medianNs} ns a ${unit} (${percent(spread)})`);
    console.log(
      `  ${baseline.name}: ${baseline.medianNs} ns (${percent(baseline.spread)}); ratio ${ratio}, limit ${limit} ${ratio <= limit ? "held" : "EXCEEDED"}`,
    );
    console.log(
      `  ${Object.entries(more)
        .map(([key, value]) => `${key} ${value}`)
        .join(", ")}`,
    );
  }
}
