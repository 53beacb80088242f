import { expect, test } from "vitest";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import { WAIT_REASONS } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { type Reading, readings } from "../support/bucket-job.ts";
import { bucketScenario } from "../support/bucket-scenario.ts";

const RECORDS = 4000;
const BUFFER_RECORDS = 16;

const program: JobProgram = (env) => {
  const source = replaySource<Reading>({
    input: "readings",
    timestampOf: (r) => r.ts,
    speed: Number.POSITIVE_INFINITY,
    disorderMs: 0,
    splits: 1,
  });
  env
    .fromSource(source, WatermarkStrategy.noWatermarks<Reading>(), "readings")
    .rebalance()
    .map((reading) => `r${reading.id}`)
    .slotSharingGroup("slow")
    .sinkTo(transactionalLogSink<string>({ log: "out" }));
  env.execute();
};

/** Greatest number of records that were emitted by the source and not yet taken by the consumer. */
function mostUnderWay(events: readonly TraceEvent[]): number {
  let [underWay, most] = [0, 0];
  for (const { kind, b } of events) {
    if (kind === "src.emit") most = Math.max(most, ++underWay);
    else if (kind === "el.take" && b === 0) underWay--;
  }
  return most;
}

/** TaskManager on which the task without a source runs. */
function consumerNode(events: readonly TraceEvent[]): string {
  const vertices = events.filter(({ kind }) => kind === "vertex.def").map(({ ext }) => String(ext?.id));
  const attempt = events.find(({ kind, ext }) => kind === "exec.def" && ext?.vertex === vertices[1]);
  return String(attempt?.ext?.tm)[3];
}

function runWith(slowness: Record<string, number>): { run: VerifiedRun; events: TraceEvent[] } {
  const events: TraceEvent[] = [];
  const scenario = bucketScenario({
    inputs: { readings: { records: readings(RECORDS) } },
    cluster: { taskManagers: 2, slots: 1, slowness },
    configuration: {
      "parallelism.default": 1,
      "tidemark.buffer.records": BUFFER_RECORDS,
      "execution.checkpointing.interval": "2 s",
    },
  });
  const observer = { on: (event: TraceEvent) => void events.push(event) };
  const run = simulateVerified(scenario, { programs: { buckets: program } }, { observers: [observer] });
  expect(run.status).toBe("FINISHED");
  expect(run.violations).toEqual([]);
  expect(run.output("out").length).toBe(RECORDS);
  return { run, events };
}

test("a slow consumer stops the source: what is under way stays bounded, however many records there are", () => {
  const fast = runWith({});
  const slow = runWith({ [consumerNode(fast.events)]: 20_000 });
  expect(slow.run.virtualMs).toBeGreaterThan(2 * fast.run.virtualMs);
  const most = mostUnderWay(slow.events);
  // 10 buffers and one at the producer, 2 + 8 in the channel, one or two in work.
  expect(most).toBeLessThanOrEqual(24 * BUFFER_RECORDS);
  expect(most).toBeGreaterThan(10 * BUFFER_RECORDS);
  // The source waits, and says for what.
  expect(slow.events.some(({ kind, a }) => kind === "wait.begin" && a === WAIT_REASONS.indexOf("output"))).toBe(true);
  expect(slow.events.some(({ kind }) => kind === "credit.zero")).toBe(true);
});
