/** Ways in which this exercise goes wrong. */
import type { WrongSolution } from "../course/exercise.ts";
import endNotFiltered from "./wrong/end-not-filtered.ts";
import mapInsteadOfState from "./wrong/map-instead-of-state.ts";
import nextWatermark from "./wrong/next-watermark.ts";
import noTimer from "./wrong/no-timer.ts";
import onlyRidesExpire from "./wrong/only-rides-expire.ts";
import sideOutputsSwapped from "./wrong/side-outputs-swapped.ts";
import stateNotCleared from "./wrong/state-not-cleared.ts";
import timerDoesNotClear from "./wrong/timer-does-not-clear.ts";
import timerNotDeleted from "./wrong/timer-not-deleted.ts";
import waitsAnHour from "./wrong/waits-an-hour.ts";
import wallClock from "./wrong/wall-clock.ts";

export const wrongSolutions: readonly WrongSolution[] = [
  {
    name: "no-timer",
    pipeline: noTimer,
    mistake: {
      en: "Whoever comes first waits, and nothing ever ends the waiting.",
      zh: "先到的一直等，没有任何东西结束等待。",
    },
    lesson: {
      en: "A partner that is lost never comes. Register an event-time timer at the time of the record that waits.",
      zh: "丢失的伙伴永远不会来。在等待的记录自己的时间注册一个事件时间定时器。",
    },
    caughtBy: "late-partner",
  },
  {
    name: "timer-not-deleted",
    pipeline: timerNotDeleted,
    mistake: {
      en: "The pair is complete, and the timer that waited for it stays.",
      zh: "一对已经到齐，为它注册的定时器还留着。",
    },
    lesson: {
      en: "A timer is state too and lies in every checkpoint: delete it with the time with which it was registered.",
      zh: "定时器也是状态，每个检查点都要存：用注册时的时间把它删掉。",
    },
    caughtBy: "ride-then-fare",
  },
  {
    name: "state-not-cleared",
    pipeline: stateNotCleared,
    mistake: {
      en: "The half that came first stays in state when the pair is complete.",
      zh: "一对到齐之后，先到的那一半还留在状态里。",
    },
    lesson: {
      en: "Its timer is gone, so nobody else will clear it: clear it when you send the pair.",
      zh: "它的定时器已经删了，不会再有人清除它：发出这一对时就要清除。",
    },
    caughtBy: "ride-then-fare",
  },
  {
    name: "side-outputs-swapped",
    pipeline: sideOutputsSwapped,
    mistake: {
      en: "Rides without a fare leave as unmatched fares, and fares without a ride as unmatched rides.",
      zh: "没有车费的行程被当作落单的车费送出，没有行程的车费被当作落单的行程送出。",
    },
    lesson: {
      en: "A side output is named by the id of its tag and nothing else: the ride that is alone goes to unmatchedRides.",
      zh: "侧输出只由标签的 id 区分：落单的行程送到 unmatchedRides。",
    },
    caughtBy: "late-partner",
  },
  {
    name: "wall-clock",
    isWallClock: true,
    pipeline: wallClock,
    mistake: {
      en: "The timer is a minute from now on the wall clock.",
      zh: "定时器设在墙上时钟的一分钟之后。",
    },
    lesson: {
      en: "How long you wait must not depend on how fast you read. In event time the watermark says when nobody will come.",
      zh: "等多久不该取决于读得多快。在事件时间里，由水位线告诉你不会再有人来。",
    },
    caughtBy: "late-partner",
  },
  {
    name: "waits-an-hour",
    pipeline: waitsAnHour,
    mistake: {
      en: "The timer is an hour after the record, to be on the safe side.",
      zh: "为了保险，定时器设在记录时间的一小时之后。",
    },
    lesson: {
      en: "The watermark already has the delay for disorder in it. The partner has the same time, so it is late when the watermark reaches that time.",
      zh: "水位线里已经包含了对乱序的等待。伙伴的时间相同，水位线到达这个时间时它就算迟到了。",
    },
    caughtBy: "late-partner",
  },
  {
    name: "next-watermark",
    pipeline: nextWatermark,
    mistake: {
      en: "The timer fires with the next watermark, whatever the time of the record.",
      zh: "不管记录是什么时间，定时器都在下一个水位线触发。",
    },
    lesson: {
      en: "The watermark can be minutes behind the record. Wait for the time of the record, not for the next step of the watermark.",
      zh: "水位线可能比记录落后好几分钟。要等到记录自己的时间，而不是水位线的下一步。",
    },
    caughtBy: "each-at-its-own-time",
  },
  {
    name: "timer-does-not-clear",
    pipeline: timerDoesNotClear,
    mistake: {
      en: "What was given up stays in state: a partner that is late makes a pair of it after all.",
      zh: "被放弃的记录还留在状态里：迟到的伙伴又和它配成了一对。",
    },
    lesson: {
      en: "What left by the side output has left. Clear it in onTimer, or it is told twice and never goes.",
      zh: "从侧输出离开的就是离开了。在 onTimer 里清除它，否则会报两次，而且永远不走。",
    },
    caughtBy: "late-partner",
  },
  {
    name: "only-rides-expire",
    pipeline: onlyRidesExpire,
    mistake: {
      en: "Only a ride sets a timer; a fare without a ride waits for ever.",
      zh: "只有行程注册定时器；没有行程的车费永远等下去。",
    },
    lesson: {
      en: "Either side can be the one that is lost: both need a timer.",
      zh: "丢失的可能是任何一边：两边都需要定时器。",
    },
    caughtBy: "fare-is-unmatched",
  },
  {
    name: "end-not-filtered",
    pipeline: endNotFiltered,
    mistake: {
      en: "The END of a ride is taken for a ride that waits for its fare.",
      zh: "行程的结束事件被当成了等车费的行程。",
    },
    lesson: {
      en: "A ride has one fare and two events. Filter the ENDs out before the streams are connected.",
      zh: "一次行程有一笔车费，却有两个事件。连接两个流之前先过滤掉 END。",
    },
    caughtBy: "end-event-in-ride-stream",
  },
  {
    name: "map-instead-of-state",
    pipeline: mapInsteadOfState,
    mistake: {
      en: "What waits lies in a Map of the function.",
      zh: "等待的记录放在函数自己的 Map 里。",
    },
    lesson: {
      en: "No checkpoint knows a Map in a field. After a crash the timers are back and what they were for is gone.",
      zh: "检查点不知道字段里的 Map。崩溃之后定时器回来了，它们所等的东西却没了。",
    },
    caughtBy: "crash-while-waiting",
  },
];
