/** A job of which a checkpoint takes a transaction of each of two sinks, and what its trace says of them. */
import { expect } from "vitest";
import type { Scenario } from "../../../sim/scenario.ts";
import { type Host, simulate } from "../../../sim/simulation.ts";
import { simulateVerified, type VerifiedRun } from "../../../sim/verify.ts";
import type { JobProgram } from "../../../src/api/program.ts";
import { WatermarkStrategy } from "../../../src/api/watermark-strategy.ts";
import { transactionalLogSink } from "../../../src/connectors/log-sink.ts";
import { replaySource } from "../../../src/connectors/replay-source.ts";
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";

interface Tick {
  readonly at: number;
  readonly n: number;
}

/** A sink gets more than one batch between two checkpoints: its transaction is open at the log before the barrier comes. */
const EVERY_MS = 1;
const TICKS = 2400;

/** What readers have to see in the end, each line once. */
export const EXPECTED: readonly string[] = Array.from({ length: TICKS }, (_, n) => `tick ${n}`);

/** Two sources, an exchange, two sinks; a sink and a source share a slot. */
const ticks: JobProgram = (env, args) => {
  const transactionTimeoutMs = Number(args.get("timeoutMs"));
  env
    .fromSource(
      replaySource<Tick>({ input: "ticks", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0, splits: 2 }),
      WatermarkStrategy.noWatermarks<Tick>(),
      "ticks",
    )
    .rebalance()
    .sinkTo(transactionalLogSink<Tick>({ log: "out", serialize: ({ n }) => `tick ${n}`, transactionTimeoutMs }))
    .name("sink");
  env.execute("ticks");
};

export const host: Host = { programs: { ticks } };

/** What else a scenario may have otherwise than usual. */
export interface Differences {
  readonly ticks?: number;
  /** Of the log for transactions, ms. */
  readonly timeoutMs?: number;
  readonly limitMs?: number;
}

/** Two TaskManagers work, a third is there for a restart; a checkpoint every 200 ms. */
export function scenarioWith(
  faults: readonly string[],
  configuration: Scenario["configuration"] = {},
  { ticks = TICKS, timeoutMs = 3_600_000, limitMs = 120_000 }: Differences = {},
): Scenario {
  return {
    version: 1,
    seed: 7,
    programs: [{ module: "ticks", args: { timeoutMs: String(timeoutMs) } }],
    inputs: { ticks: { records: Array.from({ length: ticks }, (_, n): Tick => ({ at: n * EVERY_MS, n })) } },
    cluster: { taskManagers: 3, slots: 1 },
    confluent: true,
    limitMs,
    configuration: {
      "parallelism.default": 2,
      "execution.checkpointing.interval": "200 ms",
      "execution.checkpointing.timeout": "2 s",
      "execution.checkpointing.tolerable-failed-checkpoints": 10,
      "heartbeat.interval": "300 ms",
      "heartbeat.timeout": "1 s",
      "restart-strategy.type": "fixed-delay",
      "restart-strategy.fixed-delay.attempts": 20,
      "restart-strategy.fixed-delay.delay": "1500 ms",
      ...configuration,
    },
    faults,
  };
}

/** What became of a transaction, and of what it held. */
export interface Fate {
  /** In the order of the trace, among faults, ends of checkpoints and restarts. */
  readonly story: readonly string[];
  /** Lines that it was given. */
  readonly lines: readonly string[];
  /** Of these, how many the sources have sent again. */
  readonly replayed: number;
  /** The transactions whose commit has shown these lines to readers. */
  readonly shownBy: readonly string[];
}

/** A run of the scenario, made twice. */
export class Observed {
  readonly run: VerifiedRun;
  /** The checkpoint of each restart; 0: from the beginning. */
  readonly restored: readonly number[];

  constructor(faults: readonly string[], configuration: Scenario["configuration"] = {}, differences?: Differences) {
    const scenario = scenarioWith(faults, configuration, differences);
    this.run = simulateVerified(scenario, host, { store: 2 });
    this.restored = this.events("topo.epoch")
      .filter(({ a }) => a > 0)
      .map(({ ext }) => Number(ext?.restoredCheckpoint));
    expect(simulate(scenario, host).digest).toBe(this.run.digest);
  }

  /** Every fault struck, every promise was kept, and readers of committed data saw every record once. */
  expectExactlyOnce(): void {
    const { run } = this;
    expect(run.stats.faults.filter(({ fired }) => !fired)).toEqual([]);
    expect(run.status).toBe("FINISHED");
    expect(run.violations).toEqual([]);
    expect(run.lineage).toMatchObject({ held: true, duplicates: [], losses: [], untraced: 0 });
    expect(run.outcome).toMatchObject({ applied: true, held: true });
    expect([...run.output("out")].sort()).toEqual([...EXPECTED].sort());
  }

  events(kind: TraceKind): TraceEvent[] {
    return this.run.trace.filter((event) => event.kind === kind);
  }

  fateOf(txn: string): Fate {
    const { trace } = this.run;
    const lines = trace
      .filter(({ kind, ext }) => kind === "out.pending" && ext?.txn === txn)
      .map(({ ext }) => String(ext?.value));
    const held = new Set(lines);
    const sent = new Map<string, number>();
    for (const { x } of this.events("src.emit")) {
      const line = `tick ${x / EVERY_MS}`;
      sent.set(line, (sent.get(line) ?? 0) + 1);
    }
    const shownBy = this.events("out.visible").filter(({ ext }) => held.has(String(ext?.value)));
    return {
      story: trace.flatMap((event) => chapterOf(event, txn) ?? []),
      lines,
      replayed: lines.filter((line) => (sent.get(line) ?? 0) > 1).length,
      shownBy: [...new Set(shownBy.map(({ ext }) => String(ext?.txn)))],
    };
  }
}

/** The checkpoint after which a transaction is named. */
function checkpointOf(txn: string): number {
  return Number(/-(\d+)@/.exec(txn)?.[1]);
}

function chapterOf({ kind, ch, a, ext }: TraceEvent, txn: string): string | null {
  const near = Math.abs(ch - checkpointOf(txn)) <= 1;
  if (kind === "iv.apply") return "fault";
  if (kind === "cp.complete") return near ? `checkpoint ${ch} complete` : null;
  if (kind === "cp.fail") return near ? `checkpoint ${ch} failed` : null;
  if (kind === "topo.epoch") return a === 0 ? null : `restored ${ext?.restoredCheckpoint}`;
  if (ext?.txn !== txn) return null;
  switch (kind) {
    case "txn.open":
      return "opened";
    case "txn.pre":
      return `prepared for ${ch}`;
    case "txn.commit":
      return ext.repeated === true ? "committed again" : "committed";
    case "txn.abort":
      return `aborted: ${ext.why}`;
    case "txn.refuse":
      return `${ext.request} refused: ${ext.reason}`;
    default:
      return null;
  }
}
