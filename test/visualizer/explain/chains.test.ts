import { describe, expect, it } from "vitest";
import type { TraceKind } from "../../../src/trace/kinds.ts";
import { why } from "../../../visualizer/explain/why.ts";
import { chainOf, nth, runOf } from "./support.ts";

/** Scenario, the n-th event of a kind, and its chain. */
const CHAINS: readonly {
  readonly scenario: string;
  readonly kind: TraceKind;
  readonly n: number;
  readonly en: readonly string[];
  readonly zh: readonly string[];
}[] = [
  {
    scenario: "watermark",
    kind: "win.fire",
    n: 1,
    en: [
      "Window [0 s, 5 s) of pier fires at harbour: the watermark, 5.499 s, has passed the window's last moment, 4.999 s.",
      "The event-time timer of pier for 4.999 s fires at harbour: the watermark is 5.499 s.",
      "The watermark of harbour rises from 0.999 s to 5.499 s, the lowest of its 2 active inputs; gauge 1 holds it back.",
      "harbour learns that gauge 2 has reached watermark 5.999 s.",
      "gauge 2 sends watermark 5.999 s to harbour. Here it begins: the source tells how far its event time has come.",
      "Made possible by: gauge 2 reads offset 2 of gaugings-1: a record of event time 8 s.",
    ],
    zh: [
      "pier 的窗口 [0 秒, 5 秒) 在 harbour 触发：水位线 (watermark) 为 5.499 秒，已越过窗口的最后时刻 4.999 秒。",
      "harbour 上 pier 的事件时间 (event time) 定时器（4.999 秒）触发：水位线为 5.499 秒。",
      "harbour 的水位线从 0.999 秒上升到 5.499 秒，即 2 个活跃输入中的最小值；拖住它的是 gauge 1。",
      "harbour 得知 gauge 2 的水位线已到 5.999 秒。",
      "gauge 2 向 harbour 发送水位线 5.999 秒。起点：数据源通报其事件时间的进度。",
      "前提：gauge 2 读取 gaugings-1 的偏移量 (offset) 2：一条事件时间为 8 秒的记录。",
    ],
  },
  {
    scenario: "checkpoint",
    kind: "cp.complete",
    n: 1,
    en: [
      "Checkpoint 1 is complete after 401.6 ms, with 1,147 bytes: all 4 subtasks have acknowledged it, sum 2 as the last.",
      "sum 2 acknowledges checkpoint 1 with 537 bytes.",
      "2 steps that only pass it on",
      "sum 2 has all barriers of checkpoint 1: the alignment took 400.2 ms, the last barrier came from gate 1.",
      "Made possible by: The first barrier of checkpoint 1 reaches sum 2, from gate 2, 301 µs after the trigger.",
      "gate 1 sends barrier 1 after its records.",
      "The TaskExecutor receives triggerCheckpoint from the JobManager.",
      "The coordinator of gate has saved its state for checkpoint 1.",
      "Checkpoint 1 is triggered; 4 subtasks must acknowledge it. Here it begins: the checkpoint interval of the coordinator was over.",
      "Made possible by: The job goes from CREATED to RUNNING.",
    ],
    zh: [
      "检查点 (checkpoint) 1 完成，耗时 401.6 毫秒，大小 1,147 字节：4 个子任务均已确认，最后一个是 sum 2。",
      "sum 2 确认检查点 1，大小 537 字节。",
      "2 个仅传递因果的步骤",
      "sum 2 收齐检查点 1 的屏障 (barrier)：对齐 (alignment) 耗时 400.2 毫秒，最后一个屏障来自 gate 1。",
      "前提：检查点 1 的第一个屏障到达 sum 2，来自 gate 2，距触发 301 微秒。",
      "gate 1 在数据流中插入屏障 1。",
      "TaskExecutor 收到 JobManager 的 triggerCheckpoint 调用。",
      "gate 的协调器已为检查点 1 保存状态。",
      "触发检查点 1，需要 4 个子任务确认。起点：检查点协调器的触发间隔已到。",
      "前提：作业从 CREATED 变为 RUNNING。",
    ],
  },
  {
    scenario: "recovery",
    kind: "topo.epoch",
    n: 2,
    en: [
      "Restart 1: the job is deployed again, from checkpoint 1.",
      "The job goes from RESTARTING to RUNNING.",
      "The job goes from RUNNING to RESTARTING (Connection unexpectedly closed by TaskManager B).",
      "Restart 1 is planned: 4 subtasks will be restarted after a back-off of 2.5 s (Connection unexpectedly closed by TaskManager B).",
      "sum 1 goes from RUNNING to FAILED (Connection unexpectedly closed by TaskManager B).",
      "The JobMaster receives updateTaskExecutionState from TaskManager A.",
      "sum 1 fails: Connection unexpectedly closed by TaskManager B.",
      "A fault: TaskManager B dies, and with it what was in its memory. Here it begins: the scenario says so.",
    ],
    zh: [
      "第 1 次重启：从检查点 (checkpoint) 1 重新部署作业。",
      "作业从 RESTARTING 变为 RUNNING。",
      "作业从 RUNNING 变为 RESTARTING（Connection unexpectedly closed by TaskManager B）。",
      "计划第 1 次重启：退避 (back-off) 2.5 秒后重启 4 个子任务（Connection unexpectedly closed by TaskManager B）。",
      "sum 1 从 RUNNING 变为 FAILED（Connection unexpectedly closed by TaskManager B）。",
      "JobMaster 收到 TaskManager A 的 updateTaskExecutionState 调用。",
      "sum 1 失败：Connection unexpectedly closed by TaskManager B。",
      "故障：TaskManager B 崩溃，内存中的内容随之丢失。起点：场景如此设定。",
    ],
  },
  {
    scenario: "two-phase-commit",
    kind: "txn.commit",
    n: 1,
    en: [
      "Transaction sold-1-1@0, pre-committed with checkpoint 1, is committed: readers of sold now see its 2 records.",
      "desk 2 learns that checkpoint 1 is complete.",
      "The TaskExecutor receives confirmCheckpoint from the JobManager.",
      "Checkpoint 1 is complete after 1.4 ms, with 272 bytes: all 2 subtasks have acknowledged it, desk 2 as the last.",
      "desk 2 acknowledges checkpoint 1 with 136 bytes.",
      "2 steps that only pass it on",
      "desk 2 sends barrier 1 after its records.",
      "The TaskExecutor receives triggerCheckpoint from the JobManager.",
      "The coordinator of desk has saved its state for checkpoint 1.",
      "Checkpoint 1 is triggered; 2 subtasks must acknowledge it. Here it begins: the checkpoint interval of the coordinator was over.",
      "Made possible by: The job goes from CREATED to RUNNING.",
    ],
    zh: [
      "随检查点 (checkpoint) 1 预提交 (pre-commit) 的事务 sold-1-1@0 已提交：sold 的读者现在可以看到其中 2 条记录。",
      "desk 2 得知检查点 1 已完成。",
      "TaskExecutor 收到 JobManager 的 confirmCheckpoint 调用。",
      "检查点 1 完成，耗时 1.4 毫秒，大小 272 字节：2 个子任务均已确认，最后一个是 desk 2。",
      "desk 2 确认检查点 1，大小 136 字节。",
      "2 个仅传递因果的步骤",
      "desk 2 在数据流中插入屏障 (barrier) 1。",
      "TaskExecutor 收到 JobManager 的 triggerCheckpoint 调用。",
      "desk 的协调器已为检查点 1 保存状态。",
      "触发检查点 1，需要 2 个子任务确认。起点：检查点协调器的触发间隔已到。",
      "前提：作业从 CREATED 变为 RUNNING。",
    ],
  },
];

describe("the chain of causes", () => {
  it.each(CHAINS)("of $kind $n in $scenario", ({ scenario, kind, n, en, zh }) => {
    const { store } = runOf(scenario);
    const seq = nth(store, kind, n);
    expect(chainOf(store, seq, "en")).toEqual(en);
    expect(chainOf(store, seq, "zh")).toEqual(zh);
  });

  it("folds steps that only pass a cause on, and keeps their numbers", () => {
    const { store } = runOf("checkpoint");
    const rows = why(store, nth(store, "cp.complete", 1));
    const folded = rows.flatMap((row) => (row.kind === "carriers" ? [row.seqs] : []));
    expect(folded.map((seqs) => seqs.map((seq) => store.kind(seq)))).toEqual([["rpc.accept", "cp.sync"]]);
    for (const seqs of folded) expect(store.cause(seqs[0])).toBe(seqs[1]);
  });

  it("never folds the event that was asked about", () => {
    const { store } = runOf("watermark");
    const seq = nth(store, "buf.arrive", 3);
    expect(why(store, seq)[0]).toEqual({ kind: "event", seq, origin: null });
  });

  it("is empty for an event that does not exist", () => {
    const { store } = runOf("watermark");
    expect(why(store, -1)).toEqual([]);
    expect(why(store, store.count)).toEqual([]);
  });
});
