import type { Exercise } from "../course/exercise.ts";
import { cases } from "./cases.ts";
import solution from "./solution.ts";
import { wrongSolutions } from "./wrong-solutions.ts";

export const rideCount: Exercise = {
  name: "ride-count",
  title: { en: "Ride count", zh: "行程计数" },
  goal: {
    en: "Tell, for each event, how many events of its driver there have been so far.",
    zh: "对每个事件，说出这个司机到目前为止有过多少个事件。",
  },
  inputs: ["rides"],
  cases,
  solution,
  wrong: wrongSolutions,
  hints: [
    {
      en: "Who keeps the counter of a driver, and where do all of his events have to go, so that there is only one?",
      zh: "司机的计数器由谁保管？他的所有事件要送到哪里，计数器才只有一个？",
    },
    {
      en: "Make a pair [driverId, 1] of each event, bring the pairs of a driver together with keyBy, and add them up as they come.",
      zh: "把每个事件变成一对 [driverId, 1]，用 keyBy 把同一司机的对放到一起，来一个加一个。",
    },
    {
      en: "return rides.map((ride): DriverCount => [ride.driverId, 1]).keyBy(([driverId]) => driverId).sum(1); the positions of a row begin with 0, so sum(1) adds up the ones.",
      zh: "return rides.map((ride): DriverCount => [ride.driverId, 1]).keyBy(([driverId]) => driverId).sum(1); 行的位置从 0 开始，所以 sum(1) 加的是那些 1。",
    },
  ],
  breakIt: {
    scenario: "counts-come-back",
    caseId: "counts-survive-a-crash",
    faults: ["crash:tm=B@145ms/5ms"],
    atMs: 145,
    task: {
      en: "A machine is lost while drivers are counted. Go to the crash, then step on: which counts are restored, which events are read a second time, and why does no driver's count jump? Then take the checkpoint interval up to 10 s in the scenario and look again.",
      zh: "计数途中丢失一台机器。先到崩溃时刻，再一步步往后：哪些计数被恢复，哪些事件被读了第二次，为什么没有一个司机的计数跳变？然后把场景里的检查点间隔改成 10 秒再看。",
    },
  },
};
