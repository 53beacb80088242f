/** `sinkConformance`: the scenarios that any two-phase-commit sink can be put through, as tests of vitest. */
import { describe, expect, test } from "vitest";
import { usualSettings } from "../../sim/explore/ground.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { SimulatedService } from "../../sim/services/simulated-service.ts";
import type { Host } from "../../sim/simulation.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import type { JobProgram } from "../../src/api/program.ts";
import type { Sink } from "../../src/api/sink.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import { SINK_CASES, type SinkCase, type SinkServiceNames } from "./sink-cases.ts";

/** A sink and what it writes to. */
export interface SinkUnderTest {
  /** What its tests are called. */
  readonly name: string;
  /** Gives a sink of lines of text, which calls `tracePreCommit`. */
  readonly sink: () => Sink<string>;
  readonly service: SinkServiceNames & {
    /** Left out for the transactional log, which every simulation has. It shows its transactions with `context.output`. */
    readonly runs?: SimulatedService;
  };
  /** The lines that a reader of the outside system sees when the run is over; their order does not matter. */
  readonly read: (run: VerifiedRun) => readonly string[];
}

const MODULE = "sink-conformance";
const LINES = Array.from({ length: 120 }, (_, n) => `line ${n}`);
const MS_BETWEEN_LINES = 40;
/** A job that cannot come to its end is given up; the slowest case waits a minute for its checkpoint. */
const LIMIT_MS = 90_000;

/**
 * Makes a test of each case. A test fails with the lines that are missing or there too often, with each rule of the trace that
 * was broken, and if its faults never struck.
 */
export function sinkConformance(subject: SinkUnderTest): void {
  describe(subject.name, () => {
    for (const one of SINK_CASES)
      test(one.sentence, () => {
        expect(sinkProblems(subject, one)).toEqual([]);
      });
  });
}

/** What is wrong with a sink in one case, a sentence each. */
export function sinkProblems({ sink, service, read }: SinkUnderTest, one: SinkCase): string[] {
  const host: Host = {
    programs: { [MODULE]: programOf(sink) },
    ...(service.runs === undefined ? {} : { services: { [service.name]: service.runs } }),
  };
  const run = simulateVerified(scenarioOf(one, service), host);
  if (run.status !== "FINISHED")
    return [`The job did not finish (${run.status}): ${run.failure?.message ?? "nobody said why"}`];
  const vain = run.stats.faults.filter(({ fired }) => !fired).map(({ spec }) => `The fault ${spec} never struck.`);
  return [
    ...vain,
    ...(one.restarts && run.restarts === 0 ? ["Nothing was tested: the job never failed."] : []),
    ...wrongLines(read(run)),
    ...(one.aborts === true && !run.trace.some(({ kind }) => kind === "txn.abort")
      ? ["Nothing was tested: no transaction was aborted."]
      : []),
    ...leftOpen(run),
    ...run.violations.map(({ property, message }) => `${property}: ${message}`),
  ];
}

function programOf(sink: () => Sink<string>): JobProgram {
  return (env) => {
    const source = replaySource<string>({
      input: "lines",
      timestampOf: (line) => LINES.indexOf(line) * MS_BETWEEN_LINES,
      speed: 1,
      disorderMs: 0,
      startMs: 100,
    });
    env
      .fromSource(source, WatermarkStrategy.noWatermarks(), "lines")
      .keyBy((line) => line)
      .map((line) => line)
      .sinkTo(sink());
    env.execute(MODULE);
  };
}

function scenarioOf({ faults, configuration = {} }: SinkCase, service: SinkServiceNames): Scenario {
  const base: Scenario = {
    version: 1,
    seed: 1,
    programs: [{ module: MODULE }],
    inputs: { lines: { records: LINES } },
    // One machine is spare: another that is given up is not missed.
    cluster: { taskManagers: 3, slots: 1 },
    confluent: true,
    limitMs: LIMIT_MS,
    faults: faults(service),
  };
  const settings = { ...usualSettings(base), "parallelism.default": 2, ...configuration };
  const given = Object.entries(settings).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return { ...base, configuration: Object.fromEntries(given) };
}

function wrongLines(read: readonly string[]): string[] {
  const left = new Map(LINES.map((line) => [line, 1]));
  for (const line of read) left.set(line, (left.get(line) ?? 0) - 1);
  return [...left].flatMap(([line, missing]) =>
    missing === 0 ? [] : [missing > 0 ? `"${line}" is missing.` : `"${line}" is there ${1 - missing} times.`],
  );
}

/** Transactions that were neither committed nor aborted: nobody will ever end them. */
function leftOpen({ trace }: VerifiedRun): string[] {
  const open = new Set<string>();
  for (const { kind, ext } of trace) {
    if (kind === "txn.open") open.add(String(ext?.txn));
    else if (kind === "txn.commit" || kind === "txn.abort") open.delete(String(ext?.txn));
  }
  return [...open].map((txn) => `Transaction ${txn} is still open.`);
}
