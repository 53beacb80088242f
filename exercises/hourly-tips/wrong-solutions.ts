/** Ways in which this exercise goes wrong, out of the training's issues and learners' notes. */
import type { WrongSolution } from "../course/exercise.ts";
import bestBeginsAtZero from "./wrong/best-begins-at-zero.ts";
import globalStateOfTheDriver from "./wrong/global-state-of-the-driver.ts";
import hoursFromTheFirstFare from "./wrong/hours-from-the-first-fare.ts";
import keyedByHour from "./wrong/keyed-by-hour.ts";
import keyedByTaxi from "./wrong/keyed-by-taxi.ts";
import maxInsteadOfMaxBy from "./wrong/max-instead-of-max-by.ts";
import noSumPerDriver from "./wrong/no-sum-per-driver.ts";
import noTimestamps from "./wrong/no-timestamps.ts";
import processingTimeWindows from "./wrong/processing-time-windows.ts";
import roundedToMinutes from "./wrong/rounded-to-minutes.ts";
import secondStageMissing from "./wrong/second-stage-missing.ts";
import sumOfDoubles from "./wrong/sum-of-doubles.ts";
import timerAtTheEnd from "./wrong/timer-at-the-end.ts";
import twoHourSecondWindow from "./wrong/two-hour-second-window.ts";
import windowStart from "./wrong/window-start.ts";

export const wrongSolutions: readonly WrongSolution[] = [
  {
    name: "second-stage-missing",
    pipeline: secondStageMissing,
    mistake: {
      en: "The sums of all drivers come out, not only the greatest.",
      zh: "所有司机的小费之和都输出了，而不只是最大的那个。",
    },
    lesson: {
      en: "After the sum for each driver the drivers of an hour have to be compared with each other: a second window, over all of them.",
      zh: "算出每个司机的和之后，还要把同一小时的司机互相比较：需要第二个窗口，覆盖所有司机。",
    },
    caughtBy: "testMaxAcrossDrivers",
  },
  {
    name: "keyed-by-hour",
    pipeline: keyedByHour,
    mistake: {
      en: "The sums are keyed by their hour and rolled up with maxBy: a row for each sum, and an entry of state for each hour, for ever.",
      zh: "按小时分区后用 maxBy 滚动聚合：每来一个和就输出一行，每小时留下一个状态条目，永远不清。",
    },
    lesson: {
      en: "A key that happens to be a time is a key like any other: nobody tells a rolling aggregate that the hour is over. A window knows (windowAll).",
      zh: "恰好是时间的键也只是普通的键：没人告诉滚动聚合这一小时已经结束。窗口才知道（windowAll）。",
    },
    caughtBy: "testMaxAcrossDrivers",
  },
  {
    name: "max-instead-of-max-by",
    pipeline: maxInsteadOfMaxBy,
    mistake: {
      en: "The greatest sum is taken with max: the driver in the row is the one who came first.",
      zh: "用 max 取最大的和：行里的司机却是最先到的那个。",
    },
    lesson: {
      en: "max replaces one field and leaves the others as they were in the first record; maxBy gives the whole record that has the maximum. In some orders both are the same.",
      zh: "max 只替换一个字段，其余字段仍是第一条记录的；maxBy 给出取得最大值的整条记录。在某些顺序下两者恰好相同。",
    },
    caughtBy: "testMaxAcrossDrivers",
  },
  {
    name: "no-sum-per-driver",
    pipeline: noSumPerDriver,
    mistake: {
      en: "The greatest single tip of the hour wins.",
      zh: "一小时内最大的单笔小费获胜。",
    },
    lesson: {
      en: "Tips of a driver are added up first: a keyed window before the window over all.",
      zh: "要先把每个司机的小费加起来：在覆盖全部的窗口之前先有一个键控窗口。",
    },
    caughtBy: "testTipsAreSummedByHour",
  },
  {
    name: "window-start",
    pipeline: windowStart,
    mistake: {
      en: "A row has the start of its hour.",
      zh: "行里写的是小时的开始。",
    },
    lesson: {
      en: "The row is to have the end of the hour: context.window.end.",
      zh: "行里应该是小时的结束：context.window.end。",
    },
    caughtBy: "testOneDriverOneTip",
  },
  {
    name: "keyed-by-taxi",
    pipeline: keyedByTaxi,
    mistake: {
      en: "Fares are keyed by taxi.",
      zh: "按出租车分区。",
    },
    lesson: {
      en: "The key decides whose tips are added up, and it is what the window function gets first: the driver.",
      zh: "键决定把谁的小费加在一起，窗口函数的第一个参数就是它：应该是司机。",
    },
    caughtBy: "testOneDriverOneTip",
  },
  {
    name: "two-hour-second-window",
    pipeline: twoHourSecondWindow,
    mistake: {
      en: "The second window is two hours long.",
      zh: "第二个窗口长两小时。",
    },
    lesson: {
      en: "Results of a window carry its last millisecond as their timestamp, so a second window of the same length puts results of one hour together.",
      zh: "窗口结果的时间戳是该窗口的最后一毫秒，所以同样长度的第二个窗口正好把同一小时的结果放在一起。",
    },
    caughtBy: "testTipsAreSummedByHour",
  },
  {
    name: "hours-from-the-first-fare",
    pipeline: hoursFromTheFirstFare,
    mistake: {
      en: "Hours are counted from the first fare.",
      zh: "小时从第一笔车费开始算。",
    },
    lesson: {
      en: "Windows are aligned to the epoch: an hour begins on the hour, whenever the first fare comes.",
      zh: "窗口与纪元对齐：不管第一笔车费何时到，小时都从整点开始。",
    },
    caughtBy: "empty-hour-gives-nothing",
  },
  {
    name: "no-timestamps",
    pipeline: noTimestamps,
    mistake: {
      en: "Nobody gives the fares timestamps.",
      zh: "没有给车费分配时间戳。",
    },
    lesson: {
      en: "The source gives fares without a time. Windows in event time need assignTimestampsAndWatermarks in front of them.",
      zh: "数据源给的车费没有时间。事件时间窗口之前需要 assignTimestampsAndWatermarks。",
    },
    caughtBy: "missing-timestamps",
  },
  {
    name: "processing-time-windows",
    pipeline: processingTimeWindows,
    mistake: {
      en: "The windows follow the clock on the wall.",
      zh: "窗口用的是处理时间。",
    },
    lesson: {
      en: "Fares of a whole day come in a second, and the input ends before the hour on the wall does: nothing comes out. The hours are those of the fares: event time.",
      zh: "一整天的车费一秒内就到了，墙上的钟还没走完一小时输入就结束了：什么也不输出。要按车费自己的时间算：事件时间。",
    },
    caughtBy: "testOneDriverOneTip",
  },
  {
    name: "rounded-to-minutes",
    pipeline: roundedToMinutes,
    mistake: {
      en: "Times are rounded to minutes.",
      zh: "时间被四舍五入到分钟。",
    },
    lesson: {
      en: "Event time is in milliseconds. The last fare of an hour is not the first one of the next.",
      zh: "事件时间以毫秒为单位。一小时的最后一笔车费不是下一小时的第一笔。",
    },
    caughtBy: "hour-boundary",
  },
  {
    name: "global-state-of-the-driver",
    pipeline: globalStateOfTheDriver,
    mistake: {
      en: "The sum is kept in the state of the driver, over all windows.",
      zh: "和存在司机的全局状态里，跨越所有窗口。",
    },
    lesson: {
      en: "globalState belongs to the key and outlives its windows: sums of earlier hours are still in it. Let the window keep its own contents.",
      zh: "globalState 属于键，比窗口活得久：之前几小时的和还在里面。让窗口自己保管内容。",
    },
    caughtBy: "not-a-running-total",
  },
  {
    name: "best-begins-at-zero",
    pipeline: bestBeginsAtZero,
    mistake: {
      en: "The search for the best driver begins with 0, so a driver without tips never wins.",
      zh: "找第一名时从 0 开始比，没有小费的司机永远赢不了。",
    },
    lesson: {
      en: "An hour of fares without tips has a winner with 0. Begin with the first row, as maxBy does.",
      zh: "只有零小费的一小时也有第一名，和为 0。像 maxBy 那样从第一行开始。",
    },
    caughtBy: "only-zero-tips",
  },
  {
    name: "timer-at-the-end",
    pipeline: timerAtTheEnd,
    mistake: {
      en: "An own window fires at the end of the hour, which belongs to the next one already.",
      zh: "自己写的窗口在小时结束的时刻触发，而那一毫秒已经属于下一小时。",
    },
    lesson: {
      en: "A window [12:00, 13:00) fires when the watermark passes 13:00 minus 1 ms, and its result has that time. At 13:00 it lands in the next hour of whatever comes behind.",
      zh: "窗口 [12:00, 13:00) 在水位线到达 13:00 减 1 毫秒时触发，结果也带这个时间。若是 13:00，后面的窗口就会把它算进下一小时。",
    },
    caughtBy: "window-result-timestamp",
  },
  {
    name: "sum-of-doubles",
    pipeline: sumOfDoubles,
    mistake: {
      en: "The tips are added up as 64-bit numbers.",
      zh: "小费按 64 位浮点数相加。",
    },
    lesson: {
      en: "Amounts are 32-bit floats, as in the Java original, and so is each sum: Math.fround(sum + tip).",
      zh: "金额和 Java 原版一样是 32 位浮点数，每一步的和也是：Math.fround(sum + tip)。",
    },
    caughtBy: "sum-of-32-bit-floats",
  },
];
