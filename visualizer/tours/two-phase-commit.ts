import type { Tour } from "./tour.ts";

/** How results become visible once, with the checkpoint that they belong to. */
export const twoPhaseCommit: Tour = {
  id: "two-phase-commit",
  title: { en: "Two-phase commit", zh: "两阶段提交" },
  scenario: "two-phase-commit",
  stops: [
    {
      until: { kind: "src.emit", n: 2 },
      tab: "graph",
      text: {
        en: "Two counters sell ferry tickets and write each one to a log outside the cluster. If a machine dies, tickets are read again; a log that had shown them already would show them twice. So nothing is shown yet.",
        zh: "两个窗口出售船票，并把每张票写入集群之外的日志。如果机器死亡，票会被重新读取；已经展示过它们的日志就会展示两次。所以现在还什么都不展示。",
      },
    },
    {
      until: { kind: "txn.write", n: 2 },
      tab: "checkpoints",
      text: {
        en: "The tickets go into transactions. The log stores them, but readers of committed data do not see them: they are pending. A writer that dies now leaves nothing behind that anybody has seen.",
        zh: "票进入事务 (transaction)。日志保存它们，但只读已提交数据的读者看不到：它们处于待定状态。此刻死亡的写入者不会留下任何人见过的东西。",
      },
    },
    {
      until: { kind: "txn.pre", n: 2 },
      tab: "checkpoints",
      select: { checkpoint: 1 },
      text: {
        en: "First phase, pre-commit: with the barrier of the checkpoint each writer flushes its transaction and puts its name into the snapshot. From here on the transaction can be committed by anybody who has the checkpoint.",
        zh: "第一阶段，预提交 (pre-commit)：随着检查点的屏障，每个写入者刷出自己的事务，并把它的名字放进快照。从此，任何拥有该检查点的人都能提交这个事务。",
      },
    },
    {
      until: { kind: "cp.complete", n: 1 },
      tab: "checkpoints",
      select: { checkpoint: 1 },
      text: {
        en: "The checkpoint is complete. Only now is it certain that the job will never go back before these tickets. The JobManager tells the committers.",
        zh: "检查点完成。直到此刻才能确定，作业永远不会回到这些票之前。JobManager 通知提交者 (committer)。",
      },
    },
    {
      until: { kind: "txn.commit", n: 2 },
      tab: "checkpoints",
      select: { checkpoint: 1 },
      text: {
        en: "Second phase, commit: the log makes the tickets visible, all of a transaction at once. If a commit is lost or repeated nothing happens twice: the log knows which transactions it has committed.",
        zh: "第二阶段，提交 (commit)：日志让票变得可见，一个事务中的全部同时出现。提交丢失或重复也不会发生两次：日志知道自己提交过哪些事务。",
      },
    },
    {
      until: { kind: "run.end", n: 1 },
      tab: "checkpoints",
      text: {
        en: "Every ticket is there once. Now break it yourself: go back to 1.9115 s, between pre-commit and commit, and crash a TaskManager, or lose the next two commits. Then count the tickets again.",
        zh: "每张票都恰好出现一次。现在自己来制造故障：回到 1.9115 秒，即预提交与提交之间，让一个 TaskManager 崩溃，或丢失接下来的两次提交，然后再数一遍票。",
      },
    },
  ],
};
