/**
 * The benchmarks, each beside a stated baseline in the same process: `node dist/bench/main.js [--json] [case …]`.
 * The spread is the distance of the quartiles over the median of the rounds.
 */
import { checkedRecovery } from "./cases/checked-recovery.ts";
import { checkers } from "./cases/checkers.ts";
import { crashRecovery200 } from "./cases/crash-recovery.ts";
import { keyedTumblingWindow } from "./cases/keyed-tumbling-window.ts";
import { learn } from "./cases/learn.ts";
import { operators } from "./cases/operators.ts";
import type { CaseReport } from "./measure.ts";

// Ageing is measured from the first simulation of the process on, so that case comes first.
const all: Readonly<Record<string, () => readonly CaseReport[] | Promise<readonly CaseReport[]>>> = {
  "crash-recovery-200": crashRecovery200,
  "keyed-tumbling-window": () => [keyedTumblingWindow()],
  "crash-recovery-200-checked": () => [checkedRecovery()],
  checkers: () => [checkers()],
  operators,
  learn,
};
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
for (const name of only) {
  if (!(name in all)) throw new Error(`There is no case ${name}; known are ${Object.keys(all).join(", ")}.`);
}
const cases: CaseReport[] = [];
for (const [name, run] of Object.entries(all))
  if (only.length === 0 || only.includes(name)) cases.push(...(await run()));

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
