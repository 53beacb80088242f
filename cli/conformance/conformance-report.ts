/** The result of `tidemark conformance` for people. */
import type { FailedCase, KindResult } from "./kind-result.ts";

/** Steps that are shown before the one that differs. */
const STEPS_BEFORE = 5;

/** Lines: each kind, the first difference of each that failed, the sum. */
export function conformanceReport(results: readonly KindResult[]): string {
  const lines = results.map(kindLine);
  for (const { kind, first } of results) if (first !== null) lines.push("", ...differenceLines(kind, first));
  const { passed, failed } = totals(results);
  return `${[...lines, "", `${passed} passed, ${failed} failed`].join("\n")}\n`;
}

/** Over all kinds. */
export function totals(results: readonly KindResult[]): { passed: number; failed: number } {
  const sum = (of: (result: KindResult) => number) => results.reduce((total, result) => total + of(result), 0);
  return { passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed) };
}

function kindLine({ kind, implemented, passed, failed }: KindResult): string {
  return implemented ? `${kind}: ${passed} passed, ${failed} failed` : `${kind}: not implemented, ${failed} cases`;
}

function differenceLines(kind: string, { found, verdict }: FailedCase): string[] {
  const { one, file, line } = found;
  const head = [
    `${kind}: first difference in case ${one.id} (line ${line} of ${file})`,
    `  spec      ${json(one.spec)}`,
  ];
  switch (verdict.outcome) {
    case "leftOut":
      return [...head, `  not implemented: ${verdict.feature}`];
    case "differs":
      return [...head, `  ${verdict.text}`];
    case "failed": {
      const from = Math.max(0, verdict.step - STEPS_BEFORE);
      const before = from === 0 ? [] : [`  steps 0 to ${from - 1} as expected`];
      const steps = one.script.slice(from, verdict.step).flatMap((step, i) => {
        const at = from + i;
        return [stepLine(at, step), `  as expected ${json(one.expected[at])}`];
      });
      const last = [
        stepLine(verdict.step, one.script[verdict.step]),
        `  expected  ${json(verdict.expected)}`,
        `  got       ${typeof verdict.actual === "string" ? verdict.actual : json(verdict.actual)}`,
      ];
      return [...head, ...before, ...steps, ...last];
    }
  }
}

function stepLine(at: number, step: unknown): string {
  return `  step ${String(at).padEnd(4)} ${json(step)}`;
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
