import type { Prediction } from "../course/prediction.ts";
import { tideGauges } from "../jobs/tide-gauges.ts";
import { watermarkScenario } from "../scenarios/teaching.ts";

export const watermarks: Prediction = {
  name: "watermarks",
  title: { en: "Watermarks: what will the window do?", zh: "水位线：窗口会怎么做？" },
  goal: {
    en: "Predict when a window fires, with how many records, and what is late.",
    zh: "预测窗口何时触发、含多少条记录、什么算迟到。",
  },
  scenario: watermarkScenario,
  programs: { "tide-gauges": tideGauges },
  questions: [
    {
      name: "watermarkThatFiresIt",
      ask: {
        en: "The window [0 s, 5 s): the lowest watermark, in ms, that makes it fire",
        zh: "窗口 [0 s, 5 s)：使它触发的最低水位线，毫秒",
      },
      answer: ({ trace }) => Number(trace.find(({ kind }) => kind === "win.open")?.ext?.cleanupTime),
      why: {
        en: "A watermark t says that nothing up to and including t will come, so the last moment of the window is enough: end − 1 ms.",
        zh: "水位线 t 表示不会再有时间小于等于 t 的事件，所以到窗口的最后一刻（结束 − 1 毫秒）就够了。",
      },
    },
    {
      name: "firesAfterMs",
      ask: {
        en: "The virtual time at which it fires, in whole ms (gauge 1 is past 5 s of event time from 4.1 s on)",
        zh: "它触发的虚拟时间，整毫秒（从 4.1 s 起一号水尺的事件时间已过 5 s）",
      },
      answer: ({ trace }) => Math.floor((trace.find(({ kind }) => kind === "win.fire")?.t ?? 0) / 1000),
      why: {
        en: "The watermark of an operator is the lowest of its inputs: the window waits until gauge 2 has told of 8 s, and its periodic watermark has come.",
        zh: "算子的水位线取各输入中最低的：要等二号水尺读到 8 s，并且它的周期性水位线到达，窗口才触发。",
      },
    },
    {
      name: "recordsInIt",
      ask: { en: "How many records are in it when it fires", zh: "触发时窗口里有多少条记录" },
      answer: ({ trace }) => {
        const fired = trace.findIndex(({ kind }) => kind === "win.fire");
        return trace.slice(0, fired).filter(({ kind, ext }) => kind === "win.add" && ext?.end === 5000).length;
      },
      why: {
        en: "Records that come out of order but before the watermark has passed them count like any other: behind the youngest is not late.",
        zh: "乱序、但在水位线越过之前到达的记录照样算数：比最新的旧，不等于迟到。",
      },
    },
    {
      name: "lateRecords",
      ask: { en: "How many of the nine records are dropped as late", zh: "九条记录中有多少条因迟到被丢弃" },
      answer: ({ trace }) => trace.filter(({ kind }) => kind === "rec.late").length,
      why: {
        en: "Late is a record whose window is over already: only the one of 4.2 s comes after the window has fired.",
        zh: "迟到是指记录所属的窗口已经结束：只有 4.2 s 那一条在窗口触发之后才来。",
      },
    },
  ],
  hints: [
    {
      en: "Which of the two gauges holds the other one back? Go through the table by the time at which the records come.",
      zh: "两个水尺中哪一个拖住了另一个？按到达时间把表格过一遍。",
    },
    {
      en: "Every gauge's watermark is its youngest record minus 2 s minus 1 ms, told every 200 ms. The operator takes the lowest of the two.",
      zh: "每个水尺的水位线 = 最新记录 − 2 s − 1 ms，每 200 毫秒发一次。算子取两者中较低的一个。",
    },
    {
      en: "Go through the nine records by the time at which they come, write down both watermarks after each, and ask of each record whether its window is still open. Then run: npx tidemark run watermark.",
      zh: "按到达时间过一遍九条记录，每条之后写下两个水位线，并问自己它所属的窗口是否还开着。然后运行：npx tidemark run watermark。",
    },
  ],
};
