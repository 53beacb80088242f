import { describe, expect, it } from "vitest";
import type { TraceKind } from "../../../src/trace/kinds.ts";
import { sentence } from "../../../visualizer/explain/sentence.ts";
import { nth, runOf } from "./support.ts";

/** Scenario, the n-th event of a kind, and what is said of it. */
const SENTENCES: readonly (readonly [string, TraceKind, number, string, string])[] = [
  [
    "watermark",
    "win.fire",
    1,
    "Window [0 s, 5 s) of pier fires at harbour: the watermark, 5.499 s, has passed the window's last moment, 4.999 s.",
    "pier 的窗口 [0 秒, 5 秒) 在 harbour 触发：水位线 (watermark) 为 5.499 秒，已越过窗口的最后时刻 4.999 秒。",
  ],
  [
    "watermark",
    "rec.late",
    1,
    "harbour drops a record of event time 4.2 s: window [0 s, 5 s) was kept until the watermark reached 4.999 s, and the watermark is 5.499 s, 1.299 s ahead of the record.",
    "harbour 丢弃一条事件时间 (event time) 为 4.2 秒的记录：窗口 [0 秒, 5 秒) 只保留到水位线 (watermark) 4.999 秒，而当前水位线为 5.499 秒，比该记录超前 1.299 秒。",
  ],
  [
    "watermark",
    "wm.advance",
    3,
    "The watermark of harbour rises from −0.001 s to 0.999 s, the lowest of its 2 active inputs; gauge 2 holds it back.",
    "harbour 的水位线 (watermark) 从 −0.001 秒上升到 0.999 秒，即 2 个活跃输入中的最小值；拖住它的是 gauge 2。",
  ],
  [
    "watermark",
    "win.add",
    5,
    "harbour adds the record to window [0 s, 5 s) of pier: the watermark is 0.999 s, 4 s short of the window's last moment.",
    "harbour 将记录加入 pier 的窗口 [0 秒, 5 秒)：水位线 (watermark) 为 0.999 秒，距窗口的最后时刻还差 4 秒。",
  ],
  [
    "watermark",
    "wm.gen",
    2,
    "gauge 2 generates watermark −0.001 s: the highest event time that it has read is 2 s.",
    "gauge 2 生成水位线 (watermark) −0.001 秒：已读取的最大事件时间 (event time) 为 2 秒。",
  ],
  [
    "watermark",
    "timer.set",
    1,
    "harbour sets an event-time timer of pier for 4.999 s.",
    "harbour 为 pier 注册 4.999 秒的事件时间 (event time) 定时器。",
  ],
  [
    "watermark",
    "timer.fire",
    1,
    "The event-time timer of pier for 4.999 s fires at harbour: the watermark is 5.499 s.",
    "harbour 上 pier 的事件时间 (event time) 定时器（4.999 秒）触发：水位线 (watermark) 为 5.499 秒。",
  ],
  [
    "watermark",
    "src.emit",
    4,
    "gauge 2 reads offset 1 of gaugings-1: a record of event time 3 s.",
    "gauge 2 读取 gaugings-1 的偏移量 (offset) 1：一条事件时间 (event time) 为 3 秒的记录。",
  ],
  [
    "checkpoint",
    "cp.trigger",
    1,
    "Checkpoint 1 is triggered; 4 subtasks must acknowledge it.",
    "触发检查点 (checkpoint) 1，需要 4 个子任务确认。",
  ],
  [
    "checkpoint",
    "cp.aligned",
    2,
    "sum 2 has all barriers of checkpoint 1: the alignment took 400.2 ms, the last barrier came from gate 1.",
    "sum 2 收齐检查点 (checkpoint) 1 的屏障 (barrier)：对齐 (alignment) 耗时 400.2 毫秒，最后一个屏障来自 gate 1。",
  ],
  [
    "checkpoint",
    "cp.complete",
    1,
    "Checkpoint 1 is complete after 401.6 ms, with 1,147 bytes: all 4 subtasks have acknowledged it, sum 2 as the last.",
    "检查点 (checkpoint) 1 完成，耗时 401.6 毫秒，大小 1,147 字节：4 个子任务均已确认，最后一个是 sum 2。",
  ],
  [
    "checkpoint",
    "iv.apply",
    1,
    "A fault: the next call of triggerCheckpoint will be 400 ms late.",
    "故障：接下来的 1 次 triggerCheckpoint 调用将延迟 400 毫秒。",
  ],
  [
    "checkpoint",
    "st.write",
    3,
    "sum 2 sets the state paid of Cleo to 25 (key group 126).",
    "sum 2 将 Cleo 的状态 paid 设为 25（键组 (key group) 126）。",
  ],
  [
    "two-phase-commit",
    "txn.pre",
    1,
    "desk 1 pre-commits transaction sold-0-1@0 with 2 records, for checkpoint 1.",
    "desk 1 为检查点 (checkpoint) 1 预提交 (pre-commit) 事务 sold-0-1@0，包含 2 条记录。",
  ],
  [
    "two-phase-commit",
    "txn.commit",
    1,
    "Transaction sold-1-1@0, pre-committed with checkpoint 1, is committed: readers of sold now see its 2 records.",
    "随检查点 (checkpoint) 1 预提交 (pre-commit) 的事务 sold-1-1@0 已提交：sold 的读者现在可以看到其中 2 条记录。",
  ],
  [
    "two-phase-commit",
    "out.visible",
    1,
    "Readers of sold see, at offset 2: ticket 2",
    "sold 的读者在偏移量 (offset) 2 处看到：ticket 2",
  ],
  [
    "recovery",
    "fail.task",
    1,
    "sum 1 fails: Connection unexpectedly closed by TaskManager B.",
    "sum 1 失败：Connection unexpectedly closed by TaskManager B。",
  ],
  [
    "recovery",
    "restart.plan",
    1,
    "Restart 1 is planned: 4 subtasks will be restarted after a back-off of 2.5 s (Connection unexpectedly closed by TaskManager B).",
    "计划第 1 次重启：退避 (back-off) 2.5 秒后重启 4 个子任务（Connection unexpectedly closed by TaskManager B）。",
  ],
  [
    "recovery",
    "topo.epoch",
    2,
    "Restart 1: the job is deployed again, from checkpoint 1.",
    "第 1 次重启：从检查点 (checkpoint) 1 重新部署作业。",
  ],
  [
    "recovery",
    "src.rewind",
    1,
    "gate 1 goes back from offset 4 of tolls-0 to 2: 2 records will be read again.",
    "gate 1 从 tolls-0 的偏移量 (offset) 4 回退到 2：2 条记录将被重新读取。",
  ],
  [
    "recovery",
    "tm.lost",
    1,
    "The ResourceManager declares TaskManager B lost: it cannot be reached, and was last heard from 2 s ago.",
    "ResourceManager 判定 TaskManager B 失联：无法连接，距最后一次收到其消息 2 秒。",
  ],
  [
    "recovery",
    "cp.restore",
    1,
    "Checkpoint 1 is handed to 4 subtasks to restore from.",
    "将检查点 (checkpoint) 1 交给 4 个子任务用于恢复。",
  ],
  [
    "checkpoint-expires",
    "cp.fail",
    1,
    "Checkpoint 2 fails after 2 s (CHECKPOINT_EXPIRED): sum 1 and sum 2 had not acknowledged it.",
    "检查点 (checkpoint) 2 在 2 秒后失败（CHECKPOINT_EXPIRED）：sum 1 和 sum 2 未确认。",
  ],
  [
    "checkpoint-expires",
    "credit.zero",
    1,
    "gate 1 has no credit left for sum 2; 2 buffers are waiting.",
    "gate 1 发往 sum 2 的信用值 (credit) 已耗尽，2 个缓冲区正在等待。",
  ],
  [
    "crash-while-writing",
    "txn.abort",
    2,
    "Transaction paid-1-2@0 is aborted (fenced by a new session): readers will never see its 5 records.",
    "事务 paid-1-2@0 已中止（被新会话隔离 (fenced)）：其中 5 条记录永远不会被读者看到。",
  ],
  [
    "failing-storage",
    "cp.decline",
    1,
    "sum 2 declines checkpoint 2 (CHECKPOINT_ASYNC_EXCEPTION: The file system refused to write checkpoints/job-0/chk-2/239c254b5ff89532b198266322bc819f-3).",
    "sum 2 拒绝检查点 (checkpoint) 2（CHECKPOINT_ASYNC_EXCEPTION: The file system refused to write checkpoints/job-0/chk-2/239c254b5ff89532b198266322bc819f-3）。",
  ],
  [
    "zombie",
    "tm.lost",
    2,
    "The JobMaster declares TaskManager B lost: no heartbeat for 5 s.",
    "JobMaster 判定 TaskManager B 失联：已 5 秒没有收到心跳 (heartbeat)。",
  ],
  [
    "cut-link",
    "iv.apply",
    1,
    "A fault: nothing gets through between TaskManager A and TaskManager B for 3 s.",
    "故障：TaskManager A 与 TaskManager B 之间的网络中断，持续 3 秒。",
  ],
  [
    "transaction-timeout",
    "txn.abort",
    1,
    "Transaction sold-1-2@0 is aborted: it was open for longer than its timeout of 60 s. Readers will never see its 3 records.",
    "事务 sold-1-2@0 已中止：打开时间超过其超时 60 秒。其中 3 条记录永远不会被读者看到。",
  ],
  [
    "transaction-timeout",
    "txn.refuse",
    1,
    "The log refuses commit of sold-0-2@0 (invalid-state): that transaction was aborted before.",
    "日志拒绝 sold-0-2@0 的 commit 请求（invalid-state）：该事务此前已被中止。",
  ],
  ["watermark", "wait.begin", 2, "gauge 2 waits for input.", "gauge 2 等待：输入。"],
  [
    "slow-task-manager",
    "iv.apply",
    1,
    "A fault: TaskManager B becomes 1000 times slower for 4 s.",
    "故障：TaskManager B 的速度降为原来的 1/1000，持续 4 秒。",
  ],
  [
    "lost-acknowledgement",
    "iv.apply",
    1,
    "A fault: the next call of acknowledgeCheckpoint will be lost.",
    "故障：接下来的 1 次 acknowledgeCheckpoint 调用将丢失。",
  ],
  ["zombie", "iv.apply", 1, "A fault: TaskManager B stands still for 9 s.", "故障：TaskManager B 停顿，持续 9 秒。"],
  [
    "silent-crash",
    "iv.apply",
    1,
    "A fault: TaskManager B dies without a sign, and with it what was in its memory.",
    "故障：TaskManager B 无声崩溃，内存中的内容随之丢失。",
  ],
];

describe("the sentence of an event", () => {
  it.each(SENTENCES)("of %s: %s %i", (scenario, kind, n, english, chinese) => {
    const { store } = runOf(scenario);
    const seq = nth(store, kind, n);
    expect(sentence(store, seq, "en")).toBe(english);
    expect(sentence(store, seq, "zh")).toBe(chinese);
  });

  it("tells a Chinese term in both languages once in a text", () => {
    const { store } = runOf("checkpoint");
    const met = new Set<string>();
    const seq = nth(store, "cp.trigger", 1);
    expect(sentence(store, seq, "zh", met)).toContain("检查点 (checkpoint) 1");
    expect(sentence(store, seq, "zh", met)).not.toContain("(checkpoint)");
  });
});
