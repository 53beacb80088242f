import type { Tour } from "./tour.ts";

/** Watermarks: the minimum over the inputs, a window that waits, one that fires, a record that is late. */
export const slowestInput: Tour = {
  id: "slowest-input",
  title: { en: "The slowest input rules", zh: "最慢的输入说了算" },
  scenario: "watermark",
  stops: [
    {
      until: { kind: "src.emit", n: 1 },
      tab: "graph",
      select: { vertex: 0, subtask: 0 },
      text: {
        en: "Two gauges measure the tide. Each source reads its own and sends what it reads to one subtask, which keeps the highest water of every five seconds. Here the first reading leaves, measured at second 1.",
        zh: "两个水位计测量潮汐。每个 source 读取自己的水位计，并把读数发给同一个子任务，它记录每五秒内的最高水位。这里第一条读数出发，测量时间是第 1 秒。",
      },
    },
    {
      until: { kind: "win.open", n: 1 },
      tab: "event-time",
      select: { vertex: 1, subtask: 0 },
      text: {
        en: "The reading falls into the window from 0 s to 5 s. The window stays open: nobody knows yet whether more readings of these five seconds are on their way. Something has to say so. That is the watermark.",
        zh: "这条读数落入 0 到 5 秒的窗口 (window)。窗口保持打开：还没有人知道这五秒内的读数是否还有在路上的。必须有什么来说明这一点，这就是水位线 (watermark)。",
      },
    },
    {
      until: { kind: "wm.advance", n: 1 },
      tab: "graph",
      select: { vertex: 1, subtask: 0 },
      text: {
        en: "Each source sends watermarks: “nothing older than this will come from me.” The subtask hears two of them and believes the lower one. The slowest input rules; the marked tick is what holds it back.",
        zh: "每个 source 都发送水位线：“我不会再发送比这更早的数据。”子任务听到两个水位线，只相信较低的那个。最慢的输入说了算；被标出的刻度就是拖住它的那个输入。",
      },
    },
    {
      until: { kind: "src.emit", n: 6 },
      tab: "event-time",
      select: { vertex: 1, subtask: 0 },
      text: {
        en: "Gauge 1 is already at 7.5 s, long past the end of the window. Still nothing fires: the other source is behind, and its watermark is the minimum. Fast inputs cannot hurry slow ones.",
        zh: "水位计 1 已经到了 7.5 秒，早已超过窗口的结尾。仍然没有触发：另一个 source 落后，它的水位线是最小值。快的输入催不动慢的输入。",
      },
    },
    {
      until: { kind: "win.fire", n: 1 },
      tab: "event-time",
      select: { vertex: 1, subtask: 0 },
      text: {
        en: "Now the slow source has passed 5 s too. The minimum rises from 1.0 s to 5.5 s, the window fires with what it holds, and its state goes. One result leaves for the log.",
        zh: "现在慢的 source 也过了 5 秒。最小值从 1.0 秒升到 5.5 秒，窗口带着它所持有的内容触发，其状态随之清除。一个结果发往日志。",
      },
    },
    {
      until: { kind: "rec.late", n: 1 },
      tab: "event-time",
      select: { vertex: 1, subtask: 0 },
      text: {
        en: "A reading of second 4.2 arrives. Its window has fired already and allows no lateness, so the reading is dropped: late by 1.3 s. A larger watermark delay would have waited for it, and every result would come later.",
        zh: "一条第 4.2 秒的读数到达。它的窗口已经触发且不允许迟到，因此被丢弃：迟到 1.3 秒。更大的水位线延迟会等到它，但每个结果都会更晚出来。",
      },
    },
    {
      until: { kind: "run.end", n: 1 },
      tab: "graph",
      text: {
        en: "The input ends, and a last watermark closes every window. Now break it yourself: go back to 4 s and pause or slow down the TaskManager of the slow source, and look when the window fires then.",
        zh: "输入结束，最后一个水位线关闭所有窗口。现在自己来制造故障：回到第 4 秒，暂停慢 source 所在的 TaskManager 或让它变慢，看看窗口何时触发。",
      },
    },
  ],
};
