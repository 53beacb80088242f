import type { Exercise } from "../course/exercise.ts";
import { cases } from "./cases.ts";
import solution from "./solution.ts";
import { wrongSolutions } from "./wrong-solutions.ts";

export const expiringState: Exercise = {
  name: "expiring-state",
  title: { en: "Expiring state", zh: "会过期的状态" },
  goal: {
    en: "Bring each ride together with its fare, and give up in event time what has no partner: it leaves by a side output.",
    zh: "把每次行程和它的车费配成一对；没有伙伴的按事件时间放弃，从侧输出离开。",
  },
  inputs: ["rides", "fares"],
  cases,
  solution,
  wrong: wrongSolutions,
  hints: [
    {
      en: "A ride and its fare have the same time. From when on do you know that the other one will not come?",
      zh: "行程和它的车费时间相同。从什么时候起，你知道另一个不会来了？",
    },
    {
      en: "Whoever comes first goes into a ValueState and sets an event-time timer at its own time. The partner takes both away. If the timer fires first, the one that waits leaves by its side output.",
      zh: "先到的存进 ValueState，并在自己的时间注册事件时间定时器。伙伴到了就把两者都清掉。若定时器先触发，等待的那个就从侧输出离开。",
    },
    {
      en: "processElement1: fareState.value() === null → rideState.update(ride), registerEventTimeTimer(ride.eventTime); else fareState.clear(), deleteEventTimeTimer(fare.startTime), collect({ ride, fare }). processElement2: the mirror of it. onTimer: what is not null goes to context.output(unmatchedRides, ride) or context.output(unmatchedFares, fare); then clear() both.",
      zh: "processElement1：fareState.value() === null → rideState.update(ride)，registerEventTimeTimer(ride.eventTime)；否则 fareState.clear()，deleteEventTimeTimer(fare.startTime)，collect({ ride, fare })。processElement2 与它对称。onTimer：不为 null 的那个用 context.output(unmatchedRides, ride) 或 context.output(unmatchedFares, fare) 送出；然后两个都 clear()。",
    },
  ],
  breakIt: {
    scenario: "waiting-through-a-crash",
    caseId: "fare-is-unmatched",
    faults: ["crash:tm=B@115ms/5ms"],
    atMs: 115,
    task: {
      en: "A machine is lost while a fare waits for a ride that never comes. Find the waiting fare and its timer in the checkpoint. After the restore, which watermark sends it to the side output, and what would stay for ever if the timer were not in the checkpoint?",
      zh: "一笔车费正在等一个永远不来的行程，这时丢失一台机器。在检查点里找到它和它的定时器。恢复之后，哪个水位线把它送到侧输出？如果检查点里没有定时器，什么会永远留下？",
    },
  },
};
