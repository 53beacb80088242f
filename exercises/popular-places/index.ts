import type { Exercise } from "../course/exercise.ts";
import { cases } from "./cases.ts";
import solution from "./solution.ts";
import { wrongSolutions } from "./wrong-solutions.ts";

export const popularPlaces: Exercise = {
  name: "popular-places",
  title: { en: "Popular places", zh: "热门地点" },
  goal: {
    en: "Tell every five minutes where in New York at least two rides have begun, or ended, within the last fifteen minutes.",
    zh: "每五分钟报出一次：最近十五分钟内，纽约哪些地点至少有两次行程出发，或至少有两次到达。",
  },
  inputs: ["rides"],
  cases,
  solution,
  wrong: wrongSolutions,
  hints: [
    {
      en: "What makes two events belong to the same count? And in how many windows is each event?",
      zh: "什么样的两个事件应该数在一起？每个事件又属于几个窗口？",
    },
    {
      en: "Filter with isInNYC on both ends, key by grid cell and isStart together, use a sliding window of event time (15 minutes, every 5), count with aggregate, and let a window function make the row.",
      zh: "两端都用 isInNYC 过滤，按网格单元和 isStart 一起分区，用滑动事件时间窗口（15 分钟，每 5 分钟一次），用 aggregate 计数，再由窗口函数生成结果行。",
    },
    {
      en: "rides.filter(both ends).keyBy((ride) => ({ cell: ride.isStart ? mapToGridCell(startLon, startLat) : mapToGridCell(endLon, endLat), isStart: ride.isStart })).window(SlidingEventTimeWindows.of(15 * 60_000, 5 * 60_000)).aggregate(count, (key, context, counts, out) => count >= THRESHOLD and then out.collect([center lon, center lat, context.window.end, key.isStart, count])).",
      zh: "rides.filter(两端都在市内).keyBy((ride) => ({ cell: ride.isStart ? mapToGridCell(startLon, startLat) : mapToGridCell(endLon, endLat), isStart: ride.isStart })).window(SlidingEventTimeWindows.of(15 * 60_000, 5 * 60_000)).aggregate(计数, (key, context, counts, out) => 当 count >= THRESHOLD 时 out.collect([单元中心经度, 单元中心纬度, context.window.end, key.isStart, count]))。",
    },
  ],
  breakIt: {
    scenario: "many-windows-at-once",
    caseId: "testPopularPlaces",
    faults: ["crash:tm=B@145ms/5ms"],
    atMs: 145,
    task: {
      en: "Each ride is in three windows at once. Look at the window state before the crash and after the restore: how many windows does one ride hold open, and which of them have fired already?",
      zh: "每个行程同时属于三个窗口。看崩溃前和恢复后的窗口状态：一个行程让多少个窗口开着，其中哪些已经触发？",
    },
  },
};
