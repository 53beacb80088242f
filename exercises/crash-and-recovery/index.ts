import type { Prediction } from "../course/prediction.ts";
import { harbourTolls } from "../jobs/harbour-tolls.ts";
import { recoveryScenario } from "../scenarios/teaching.ts";

export const crashAndRecovery: Prediction = {
  name: "crash-and-recovery",
  title: { en: "Crash and recovery: what happens twice?", zh: "崩溃与恢复：什么会发生两次？" },
  goal: {
    en: "Predict what a lost machine costs: what is restored, what is read again, and what the readers of the output see.",
    zh: "预测丢失一台机器的代价：恢复什么、重读什么、输出的读者看到什么。",
  },
  scenario: recoveryScenario,
  programs: { "harbour-tolls": harbourTolls },
  questions: [
    {
      name: "restoredCheckpoint",
      ask: {
        en: "TaskManager B is lost 1.2 s after checkpoint 1 is complete; checkpoints come every 2 s. From which checkpoint is the job restored",
        zh: "检查点 1 完成 1.2 秒后 TaskManager B 丢失；检查点每 2 秒一次。作业从哪个检查点恢复",
      },
      answer: ({ trace }) => trace.find(({ kind }) => kind === "cp.restore")?.ch ?? 0,
      why: {
        en: "The newest checkpoint that is complete; one that is under way when the machine is lost is worth nothing.",
        zh: "最新的已完成检查点；机器丢失时还在进行的检查点没有任何用处。",
      },
    },
    {
      name: "tasksRestarted",
      ask: {
        en: "Two sources and two sums run on two machines. How many of these four tasks are started again",
        zh: "两个源任务和两个求和任务运行在两台机器上。这四个任务中有多少个被重新启动",
      },
      answer: ({ trace }) => {
        const tasks: unknown = trace.find(({ kind }) => kind === "cp.restore")?.ext?.tasks;
        return Array.isArray(tasks) ? tasks.length : 0;
      },
      why: {
        en: "All that are connected: the tasks of TaskManager A have seen records that are older than the restored checkpoint's cut.",
        zh: "凡是相连的都要：TaskManager A 的任务处理过检查点切面之后的记录，也得退回去。",
      },
    },
    {
      name: "recordsReadTwice",
      ask: {
        en: "How many of the 16 records do the sources read a second time",
        zh: "16 条记录中，源会第二次读取多少条",
      },
      answer: ({ trace }) => trace.filter(({ kind }) => kind === "src.emit").length - 16,
      why: {
        en: "The sources go back to the positions in the checkpoint; everything they had read after it comes again. Exactly once is about state, not about reading.",
        zh: "源退回到检查点里的位置，之后读过的都要再读一遍。“恰好一次”说的是状态，不是读取次数。",
      },
    },
    {
      name: "linesSeenTwice",
      ask: { en: "How many lines do the readers of the output see twice", zh: "输出的读者会看到多少行重复" },
      answer: (run) => {
        const lines = run.output("paid");
        return lines.length - new Set(lines).size;
      },
      why: {
        en: "None: what was written after the checkpoint lay in a transaction that nobody had committed, and it was aborted.",
        zh: "没有：检查点之后写的内容在一个没有提交的事务里，已经被中止。",
      },
    },
  ],
  hints: [
    {
      en: "What does a checkpoint hold, and what does it not hold?",
      zh: "检查点里有什么，没有什么？",
    },
    {
      en: "A checkpoint holds the positions of the sources and the state of the sums at one cut. Everything after the cut is done again.",
      zh: "检查点保存的是同一个切面上源的位置和求和的状态。切面之后的一切都要重做。",
    },
    {
      en: "Records come every 300 ms from 1 s on, the first checkpoint is complete at about 1.9 s, the machine is lost 1.2 s later: count what was read in between. Then run: npx tidemark run recovery.",
      zh: "记录从 1 s 起每 300 毫秒一条，第一个检查点约在 1.9 s 完成，1.2 秒后机器丢失：数一数这期间读了几条。然后运行：npx tidemark run recovery。",
    },
  ],
};
