import type { Exercise } from "../course/exercise.ts";
import { cases } from "./cases.ts";
import solution from "./solution.ts";
import { wrongSolutions } from "./wrong-solutions.ts";

export const longRideAlerts: Exercise = {
  name: "long-ride-alerts",
  title: { en: "Long ride alerts", zh: "长途行程报警" },
  goal: {
    en: "Tell the id of every ride that lasts more than two hours, once, and as early as you can know it.",
    zh: "对每个超过两小时的行程报出它的 rideId，只报一次，并且尽可能早。",
  },
  inputs: ["rides"],
  cases,
  solution,
  wrong: wrongSolutions,
  hints: [
    {
      en: "Two events belong to a ride and either can come first. What do you have to remember until the other one is there?",
      zh: "一次行程有两个事件，谁先到都有可能。在另一个到来之前，你需要记住什么？",
    },
    {
      en: "Keep the first event in a ValueState. If it is a start, register an event-time timer at start + 2 h. The second event tells the length; then the timer and the state have to go.",
      zh: "把先到的事件存进 ValueState。如果是开始事件，就在“开始 + 2 小时”注册一个事件时间定时器。第二个事件到来时就知道时长了；这时定时器和状态都要清掉。",
    },
    {
      en: "processElement: first === null → update(ride), and for a start registerEventTimeTimer(eventTime + 2 h); else compare end − start with 2 h (>), deleteEventTimeTimer if the first one was the start, clear(). onTimer: collect(context.getCurrentKey()), clear().",
      zh: "processElement：first === null → update(ride)，若是开始事件则 registerEventTimeTimer(eventTime + 2 小时)；否则比较 end − start 是否 > 2 小时，若先到的是开始事件则 deleteEventTimeTimer，然后 clear()。onTimer：collect(context.getCurrentKey())，clear()。",
    },
  ],
  breakIt: {
    scenario: "timers-come-back",
    caseId: "multipleRides",
    faults: ["crash:tm=B@145ms/5ms"],
    atMs: 145,
    task: {
      en: "A machine is lost while timers are set. Count the timers before the crash and after the restore. Why is ride 3 still alerted, and why only once?",
      zh: "定时器已经注册，这时丢失一台机器。数一数崩溃前和恢复后的定时器。为什么行程 3 仍会报警，而且只报一次？",
    },
  },
};
