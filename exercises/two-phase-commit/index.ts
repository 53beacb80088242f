import type { Prediction } from "../course/prediction.ts";
import { ferryTickets } from "../jobs/ferry-tickets.ts";
import { twoPhaseCommitScenario } from "../scenarios/teaching.ts";

const MICROS_PER_SECOND = 1_000_000;

export const twoPhaseCommit: Prediction = {
  name: "two-phase-commit",
  title: { en: "Two-phase commit: when is it visible?", zh: "两阶段提交：何时可见？" },
  goal: {
    en: "Predict when a reader of committed data sees the first ticket, and what is written by then.",
    zh: "预测只读已提交数据的读者何时看到第一张票，那时又写了多少。",
  },
  scenario: twoPhaseCommitScenario,
  programs: { "ferry-tickets": ferryTickets },
  questions: [
    {
      name: "visibleAtOneAndAHalfSeconds",
      ask: {
        en: "Tickets are sold every 300 ms from 1 s on. How many does a reader of committed data see at 1.5 s",
        zh: "从 1 s 起每 300 毫秒卖一张票。只读已提交数据的读者在 1.5 s 时看到多少张",
      },
      answer: ({ trace }) =>
        trace.filter(({ kind, t }) => kind === "out.visible" && t <= 1.5 * MICROS_PER_SECOND).length,
      why: {
        en: "None: what is written waits in the transaction of the present checkpoint, and there was no checkpoint yet.",
        zh: "没有：写下的内容在当前检查点的事务里等着，而此时还没有检查点。",
      },
    },
    {
      name: "visibleAtThreeSeconds",
      ask: {
        en: "Checkpoints come every 2 s; the first is complete at 1.9 s. How many does the reader see at 3 s",
        zh: "检查点每 2 秒一次，第一个在 1.9 s 完成。读者在 3 s 时看到多少张",
      },
      answer: ({ trace }) => trace.filter(({ kind, t }) => kind === "out.visible" && t <= 3 * MICROS_PER_SECOND).length,
      why: {
        en: "Only those of the first checkpoint's transactions: the tickets since then wait for the next checkpoint.",
        zh: "只有第一个检查点的事务里的那些：之后卖的票要等下一个检查点。",
      },
    },
    {
      name: "transactions",
      ask: {
        en: "Two writers, two checkpoints: how many transactions are committed",
        zh: "两个写入器、两个检查点：一共提交多少个事务",
      },
      answer: ({ trace }) => trace.filter(({ kind, ext }) => kind === "txn.commit" && ext?.repeated === false).length,
      why: {
        en: "One for each writer and checkpoint: each subtask pre-commits its own, and commits it when it is told that the checkpoint is complete.",
        zh: "每个写入器每个检查点一个：各子任务先预提交自己的事务，得知检查点完成后再提交。",
      },
    },
  ],
  hints: [
    {
      en: "A transactional sink trades time for certainty. What does it wait for?",
      zh: "事务型 sink 用时间换确定性。它在等什么？",
    },
    {
      en: "Write, pre-commit with the barrier, commit when the checkpoint is complete: only then a reader of committed data sees anything.",
      zh: "先写入，屏障到来时预提交，检查点完成后才提交：到那时只读已提交数据的读者才看得到。",
    },
    {
      en: "Before 1.9 s nothing is visible. At 1.9 s the tickets sold by then become visible all at once; at the end come the others. Then run: npx tidemark run two-phase-commit.",
      zh: "1.9 s 之前什么都看不到。1.9 s 时此前卖出的票一下子全部可见，其余的在最后出现。然后运行：npx tidemark run two-phase-commit。",
    },
  ],
};
