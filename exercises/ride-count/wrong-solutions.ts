/** Ways in which this exercise goes wrong, out of the training's issues and learners' notes. */
import type { WrongSolution } from "../course/exercise.ts";
import counterInAField from "./wrong/counter-in-a-field.ts";
import keyedByRide from "./wrong/keyed-by-ride.ts";
import noKey from "./wrong/no-key.ts";
import oneNumberAtTheEnd from "./wrong/one-number-at-the-end.ts";
import onlyStarts from "./wrong/only-starts.ts";
import sumOfTheDriver from "./wrong/sum-of-the-driver.ts";

export const wrongSolutions: readonly WrongSolution[] = [
  {
    name: "one-number-at-the-end",
    pipeline: oneNumberAtTheEnd,
    mistake: {
      en: "One final number comes out for each driver.",
      zh: "每个司机只输出一个最终的数。",
    },
    lesson: {
      en: "A stream has no end: a rolling sum gives a row for each event, with the sum so far.",
      zh: "流没有尽头：滚动求和对每个事件输出一行，写出目前的和。",
    },
    caughtBy: "counts-events-not-rides",
  },
  {
    name: "only-starts",
    pipeline: onlyStarts,
    mistake: {
      en: "Rides are counted: an END gives no row.",
      zh: "数的是行程：END 没有输出行。",
    },
    lesson: {
      en: "The task counts events, and a ride has two. To count rides you would filter on START.",
      zh: "题目数的是事件，一次行程有两个。想数行程才按 START 过滤。",
    },
    caughtBy: "counts-events-not-rides",
  },
  {
    name: "keyed-by-ride",
    pipeline: keyedByRide,
    mistake: {
      en: "Events are keyed by their ride.",
      zh: "按行程分区。",
    },
    lesson: {
      en: "The key decides what is counted together: all events of a driver.",
      zh: "键决定什么一起计数：一个司机的所有事件。",
    },
    caughtBy: "counts-events-not-rides",
  },
  {
    name: "sum-of-the-driver",
    pipeline: sumOfTheDriver,
    mistake: {
      en: "The wrong field is summed: the ids of the drivers are added up.",
      zh: "求和的字段错了：把司机的 id 加了起来。",
    },
    lesson: {
      en: "Positions begin with 0: the count is field 1.",
      zh: "位置从 0 开始：次数是字段 1。",
    },
    caughtBy: "counts-events-not-rides",
  },
  {
    name: "no-key",
    pipeline: noKey,
    mistake: {
      en: "Each subtask counts on its own, since nothing brings the events of a driver together.",
      zh: "每个子任务各数各的，因为没有把同一司机的事件放到一起。",
    },
    lesson: {
      en: "A stream has several subtasks. keyBy sends all events of a driver to one of them.",
      zh: "一条流有多个子任务。keyBy 把同一司机的所有事件送到其中一个。",
    },
    caughtBy: "counts-events-not-rides",
  },
  {
    name: "counter-in-a-field",
    pipeline: counterInAField,
    mistake: {
      en: "The counts are kept in a Map of the function.",
      zh: "次数存在函数对象的 Map 里。",
    },
    lesson: {
      en: "No checkpoint knows a field: after a crash the counts begin again. sum keeps them in keyed state.",
      zh: "检查点不知道字段的存在：崩溃之后次数从头开始。sum 把它们存在键控状态里。",
    },
    caughtBy: "counts-survive-a-crash",
  },
];
