import { part } from "./catalogue.ts";

/** The greeting of the first visit. */
export const welcomeText = part(
  {
    title: "Welcome",
    what: "A job of Apache Flink, simulated to the last event. The first record is about to leave.",
    tour: "Take the 3-minute tour",
    tourHint: "Watermarks: why a window waits, and what comes too late",
    break: "Break something",
    breakHint: "Crash a TaskManager after a checkpoint, and see it come back",
    explore: "Explore a scenario",
    exploreHint: "Choose another run from the list at the top",
    dismiss: "Dismiss",
  },
  {
    title: "欢迎",
    what: "一个 Apache Flink 作业 (job)，模拟到每一个事件。第一条记录即将出发。",
    tour: "参加 3 分钟导览",
    tourHint: "水位线 (watermark)：窗口为何等待，什么来得太迟",
    break: "制造一次故障",
    breakHint: "在检查点 (checkpoint) 之后让一个 TaskManager 崩溃，看它如何恢复",
    explore: "浏览一个场景",
    exploreHint: "从顶部的列表中选择另一个运行",
    dismiss: "关闭",
  },
);
