/** Ways in which this exercise goes wrong. */
import type { WrongSolution } from "../course/exercise.ts";
import departuresWithArrivals from "./wrong/departures-with-arrivals.ts";
import everythingAtTheStart from "./wrong/everything-at-the-start.ts";
import keyedByCoordinates from "./wrong/keyed-by-coordinates.ts";
import lastMomentOfTheWindow from "./wrong/last-moment-of-the-window.ts";
import latitudeFirst from "./wrong/latitude-first.ts";
import moreThanThreshold from "./wrong/more-than-threshold.ts";
import noFilter from "./wrong/no-filter.ts";
import noThreshold from "./wrong/no-threshold.ts";
import onlyItsOwnEndInNyc from "./wrong/only-its-own-end-in-nyc.ts";
import processingTimeWindows from "./wrong/processing-time-windows.ts";
import rollingCount from "./wrong/rolling-count.ts";
import sizeAndSlideSwapped from "./wrong/size-and-slide-swapped.ts";
import tumblingWindows from "./wrong/tumbling-windows.ts";
import windowStart from "./wrong/window-start.ts";

export const wrongSolutions: readonly WrongSolution[] = [
  {
    name: "more-than-threshold",
    pipeline: moreThanThreshold,
    mistake: {
      en: "Only places with more than the threshold are told.",
      zh: "只报了超过阈值的地点。",
    },
    lesson: {
      en: "At least two means >= and not >.",
      zh: "“至少两次”是 >=，不是 >。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "no-threshold",
    pipeline: noThreshold,
    mistake: {
      en: "Places with a single ride are told as well.",
      zh: "只有一次行程的地点也报了。",
    },
    lesson: {
      en: "A window fires for every key that has something in it. Let the window function keep back what is not popular.",
      zh: "只要某个键在窗口里有数据，窗口就会触发。由窗口函数挡掉不热门的。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "tumbling-windows",
    pipeline: tumblingWindows,
    mistake: {
      en: "The windows stand side by side: one row in fifteen minutes.",
      zh: "窗口首尾相接：十五分钟才一行。",
    },
    lesson: {
      en: "Every five minutes, over the last fifteen: windows that overlap. Each event is in three of them.",
      zh: "每五分钟看最近十五分钟：窗口是重叠的，每个事件属于三个窗口。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "size-and-slide-swapped",
    pipeline: sizeAndSlideSwapped,
    mistake: {
      en: "Size and slide have changed places: windows of five minutes, with gaps of ten.",
      zh: "窗口大小和滑动步长写反了：五分钟的窗口，中间空十分钟。",
    },
    lesson: {
      en: "SlidingEventTimeWindows.of(size, slide): the size is how far a window looks back, the slide how often one ends.",
      zh: "SlidingEventTimeWindows.of(size, slide)：size 是窗口往回看多远，slide 是多久结束一个窗口。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "processing-time-windows",
    pipeline: processingTimeWindows,
    mistake: {
      en: "The windows go by the clock on the wall.",
      zh: "窗口按墙上的时钟走。",
    },
    lesson: {
      en: "The time of a ride is in the ride. By the clock, what is counted together depends on how fast you read, and what is left at the end never fires.",
      zh: "行程的时间在行程里。按时钟的话，哪些数在一起取决于读得多快，最后剩下的也永远不会触发。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "window-start",
    pipeline: windowStart,
    mistake: {
      en: "A row carries the beginning of its window.",
      zh: "结果行里是窗口的起点。",
    },
    lesson: {
      en: "Which fifteen minutes it was is told by their end: context.window.end.",
      zh: "用结束时间来标明是哪十五分钟：context.window.end。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "last-moment-of-the-window",
    pipeline: lastMomentOfTheWindow,
    mistake: {
      en: "A row carries the last millisecond of its window.",
      zh: "结果行里是窗口的最后一毫秒。",
    },
    lesson: {
      en: "A window is [start, end): its last timestamp is end - 1 and its name is end. The record that leaves has the timestamp end - 1.",
      zh: "窗口是 [start, end)：最后的时间戳是 end - 1，而标明它的是 end。送出的记录的时间戳才是 end - 1。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "everything-at-the-start",
    pipeline: everythingAtTheStart,
    mistake: {
      en: "An arrival is counted where the ride has begun.",
      zh: "到达被数在了出发的地方。",
    },
    lesson: {
      en: "Both events carry both places. A START happens at the first, an END at the second.",
      zh: "两个事件都带着两个地点。START 发生在起点，END 发生在终点。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "latitude-first",
    pipeline: latitudeFirst,
    mistake: {
      en: "Latitude and longitude have changed places on the way to the grid.",
      zh: "传给网格的纬度和经度写反了。",
    },
    lesson: {
      en: "mapToGridCell(lon, lat): longitude comes first. Both are numbers, so no compiler tells you.",
      zh: "mapToGridCell(lon, lat)：经度在前。两个都是数字，编译器不会提醒你。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "rolling-count",
    pipeline: rollingCount,
    mistake: {
      en: "There are no windows: each ride adds to a count that only grows.",
      zh: "没有窗口：每次行程都加到一个只增不减的计数上。",
    },
    lesson: {
      en: "A rolling count tells a row for each event and never forgets. Windows tell one row, when they are over, and then their state goes.",
      zh: "滚动计数每个事件都出一行，而且从不忘记。窗口结束时才出一行，然后状态就清掉。",
    },
    caughtBy: "testPopularPlaces",
  },
  {
    name: "no-filter",
    pipeline: noFilter,
    mistake: {
      en: "Rides outside of the city count as well.",
      zh: "市外的行程也数进去了。",
    },
    lesson: {
      en: "Outside of the city the grid has no meaning. Filter before you key.",
      zh: "市外的网格编号没有意义。先过滤，再分区。",
    },
    caughtBy: "outside-of-the-city",
  },
  {
    name: "only-its-own-end-in-nyc",
    pipeline: onlyItsOwnEndInNyc,
    mistake: {
      en: "Of each ride only the end at which the event happened is looked at.",
      zh: "每个事件只检查了它发生的那一端。",
    },
    lesson: {
      en: "A ride to the pole does not count, although it begins in the city: both ends have to lie within.",
      zh: "开往北极的行程虽从市内出发，也不算：两端都必须在市内。",
    },
    caughtBy: "outside-of-the-city",
  },
  {
    name: "departures-with-arrivals",
    pipeline: departuresWithArrivals,
    mistake: {
      en: "The key is the cell alone: departures and arrivals are counted together.",
      zh: "只按单元分区：出发和到达数在了一起。",
    },
    lesson: {
      en: "What belongs into one count has to have one key: cell and isStart together.",
      zh: "数在一起的必须有相同的键：单元和 isStart 一起。",
    },
    caughtBy: "departures-and-arrivals-apart",
  },
  {
    name: "keyed-by-coordinates",
    pipeline: keyedByCoordinates,
    mistake: {
      en: "The key is the point itself: hardly two rides begin at the same one.",
      zh: "键是坐标点本身：几乎没有两次行程从同一点出发。",
    },
    lesson: {
      en: "A place is a cell of the grid of about a hundred metres: mapToGridCell makes one key of all its points.",
      zh: "一个地点是约一百米的网格单元：mapToGridCell 把其中所有的点变成同一个键。",
    },
    caughtBy: "one-cell-two-addresses",
  },
];
