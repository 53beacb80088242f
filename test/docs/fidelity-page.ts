/** `docs/fidelity.md`: per rule, how many recorded answers of real Flink are given here as well. */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { CONFORMANCE_RUNNERS, type ConformanceCase, runConformanceCase } from "../../sim/conformance/index.ts";
import { COMPARED_RULES, NOT_COMPARED } from "../../sim/conformance/rules.ts";
import { MADE, table } from "./page-parts.ts";

const CASES = new URL("../conformance/cases/", import.meta.url);

function readCases(): ConformanceCase[] {
  return readdirSync(CASES, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".jsonl.gz"))
    .sort()
    .flatMap((name) =>
      gunzipSync(readFileSync(new URL(name, CASES)))
        .toString("utf8")
        .trim()
        .split("\n"),
    )
    .map((line) => JSON.parse(line) as ConformanceCase);
}

/** Runs all cases that are kept in the project. */
export function fidelityPage(): string {
  const results = readCases().map((one) => ({
    kind: one.kind,
    spec: one.spec,
    passed: CONFORMANCE_RUNNERS.has(one.kind) && runConformanceCase(one).outcome === "passed",
  }));
  const rows = COMPARED_RULES.map(({ rule, source, kind, applies }) => {
    const touched = results.filter((result) => result.kind === kind && applies(result.spec));
    const passed = touched.filter((result) => result.passed).length;
    return [rule, `\`${source}\``, `\`${kind}\``, `${passed} of ${touched.length}`];
  });
  const passed = results.filter((result) => result.passed).length;
  return `${[
    MADE,
    "# Fidelity",
    `Real Apache Flink 1.20.1 was run on random scripts, and its answers were recorded. The operators and graphs here have to give the same answers: of ${results.length} recorded cases ${passed} pass. \`tidemark conformance DIR\` plays any directory of such cases; a case that touches several rules is counted with each.`,
    "## Compared with Flink",
    table(["rule", "in Flink", "kind of case", "cases passed"], rows),
    "## Not modelled, or not compared",
    table(
      ["what", "why"],
      NOT_COMPARED.map((row) => [...row]),
    ),
  ].join("\n\n")}\n`;
}
