import type { Exercise } from "../course/exercise.ts";
import { cases } from "./cases.ts";
import solution from "./solution.ts";
import { wrongSolutions } from "./wrong-solutions.ts";

export const hourlyTips: Exercise = {
  name: "hourly-tips",
  title: { en: "Hourly tips", zh: "每小时小费" },
  goal: {
    en: "Tell, for each hour, the driver with the most tips.",
    zh: "找出每个小时里小费最多的司机。",
  },
  inputs: ["fares"],
  cases,
  solution,
  wrong: wrongSolutions,
  hints: [
    {
      en: "Two questions, one after the other: how much did each driver get in this hour? Who of them got most? Look at what the first one gives before you go on to the second.",
      zh: "这是前后两个问题：这一小时每个司机得了多少？其中谁最多？先看看第一个问题的输出，再做第二个。",
    },
    {
      en: "Give the fares timestamps and watermarks first (they come in order). Then keyBy driver, a tumbling window of an hour in event time, and a window function that knows the end of its window. Behind it another window of an hour, over all drivers.",
      zh: "先给车费分配时间戳和水位线（它们是有序的）。然后按司机 keyBy，一小时的滚动事件时间窗口，加上一个知道窗口结束时间的窗口函数。后面再接一个覆盖所有司机的一小时窗口。",
    },
    {
      en: "fares.assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner((fare) => fare.startTime)).keyBy((fare) => fare.driverId).window(TumblingEventTimeWindows.of(hourMs)).process(addTips).windowAll(TumblingEventTimeWindows.of(hourMs)).maxBy(2). addTips collects [context.window.end, driverId, tips], with tips = Math.fround(tips + fare.tip).",
      zh: "fares.assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner((fare) => fare.startTime)).keyBy((fare) => fare.driverId).window(TumblingEventTimeWindows.of(hourMs)).process(addTips).windowAll(TumblingEventTimeWindows.of(hourMs)).maxBy(2)。addTips 输出 [context.window.end, driverId, tips]，其中 tips = Math.fround(tips + fare.tip)。",
    },
  ],
  breakIt: {
    scenario: "windows-are-state",
    caseId: "testMaxAcrossDrivers",
    faults: ["crash:tm=A@175ms/5ms"],
    atMs: 175,
    task: {
      en: "All fares are in, no window has fired, and a machine is lost. Where are the sums of the open hours while nobody runs them? Find the window state in the checkpoint, and the watermark that fires them after the restore.",
      zh: "车费都到齐了，窗口还没触发，这时丢失一台机器。没有任务运行的时候，未关闭的各小时的和在哪里？在检查点里找到窗口状态，以及恢复之后触发它们的水位线。",
    },
  },
};
