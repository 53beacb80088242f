/** What `tidemark run --json` prints. The fields are interface. */
import { createHash } from "node:crypto";
import type { VerifiedRun } from "../sim/verify.ts";

/** SHA-256 of the sorted lines (by code units), each ended by a line feed, in hex. */
export function hashOfLines(lines: readonly string[]): string {
  const hash = createHash("sha256");
  for (const line of [...lines].sort()) hash.update(`${line}\n`);
  return hash.digest("hex");
}

/** @param wallMs real time that the run took, ms */
export function jsonReport(job: string, run: VerifiedRun, wallMs: number): Record<string, unknown> {
  const { stats, lineage, outcome } = run;
  const outputs = run.logs.map((sink) => {
    const lines = run.output(sink);
    return { sink, count: lines.length, sha256: hashOfLines(lines) };
  });
  return {
    job,
    seed: run.scenario.seed,
    status: run.status,
    recordsIn: stats.recordsIn,
    recordsOut: outputs.reduce((sum, { count }) => sum + count, 0),
    virtualMs: run.virtualMs,
    wallMs: Math.round(wallMs),
    events: run.events,
    checkpoints: stats.checkpoints,
    restarts: run.restarts,
    replayed: stats.replayed,
    faults: stats.faults,
    outputs,
    verified: {
      lineage: lineage.held,
      outcome: outcome.applied ? outcome.held : null,
      violations: run.violations.map(({ property, event, message }) => ({ property, event, message })),
    },
    digest: run.digest,
  };
}
