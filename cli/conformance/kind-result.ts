/** What the cases of one kind came to. */
import { CONFORMANCE_RUNNERS, runConformanceCase, type Verdict } from "../../sim/conformance/index.ts";
import type { FoundCase } from "./case-files.ts";

/** A case that did not give Flink's answer. */
export interface FailedCase {
  readonly found: FoundCase;
  readonly verdict: Exclude<Verdict, { readonly outcome: "passed" }>;
}

/** The cases of a kind. */
export interface KindResult {
  readonly kind: string;
  /** False: nothing here can run such cases. */
  readonly implemented: boolean;
  readonly passed: number;
  readonly failed: number;
  /** Null if none failed, or none could run. */
  readonly first: FailedCase | null;
}

/** Runs all cases; kinds come in the order in which they are found. */
export function runCases(cases: readonly FoundCase[]): KindResult[] {
  const kinds = new Map<string, FoundCase[]>();
  for (const found of cases) {
    const same = kinds.get(found.one.kind);
    if (same === undefined) kinds.set(found.one.kind, [found]);
    else same.push(found);
  }
  return [...kinds].map(([kind, same]) => runKind(kind, same));
}

function runKind(kind: string, cases: readonly FoundCase[]): KindResult {
  if (!CONFORMANCE_RUNNERS.has(kind)) return { kind, implemented: false, passed: 0, failed: cases.length, first: null };
  const failures: FailedCase[] = [];
  for (const found of cases) {
    const verdict = verdictOn(found);
    if (verdict.outcome !== "passed") failures.push({ found, verdict });
  }
  const failed = failures.length;
  return { kind, implemented: true, passed: cases.length - failed, failed, first: failures[0] ?? null };
}

/** A runner that breaks has not given Flink's answer. */
function verdictOn({ one }: FoundCase): Verdict {
  try {
    return runConformanceCase(one);
  } catch (thrown) {
    return { outcome: "differs", text: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}
