/** Ways in which this exercise goes wrong, out of the training's issues and learners' notes. */
import type { WrongSolution } from "../course/exercise.ts";
import atLeastTwoHours from "./wrong/at-least-two-hours.ts";
import endFirstIgnored from "./wrong/end-first-ignored.ts";
import endFirstNeverAlerts from "./wrong/end-first-never-alerts.ts";
import endOnlyCancels from "./wrong/end-only-cancels.ts";
import fieldInsteadOfState from "./wrong/field-instead-of-state.ts";
import keyedByDriver from "./wrong/keyed-by-driver.ts";
import noTimer from "./wrong/no-timer.ts";
import stateNotCleared from "./wrong/state-not-cleared.ts";
import timerDoesNotClear from "./wrong/timer-does-not-clear.ts";
import timerForEndFirst from "./wrong/timer-for-end-first.ts";
import timerNotDeleted from "./wrong/timer-not-deleted.ts";
import timerNotDeletedNull from "./wrong/timer-not-deleted-null.ts";
import timerOneLate from "./wrong/timer-one-late.ts";
import wallClock from "./wrong/wall-clock.ts";

export const wrongSolutions: readonly WrongSolution[] = [
  {
    name: "no-timer",
    pipeline: noTimer,
    mistake: {
      en: "The length is looked at only when the other event comes.",
      zh: "只有等另一个事件到了才看时长。",
    },
    lesson: {
      en: "An end that is lost never comes. A timer of event time at start + 2 h lets the watermark tell you.",
      zh: "丢失的结束事件永远不会来。在“开始 + 2 小时”注册事件时间定时器，让水位线来告诉你。",
    },
    caughtBy: "shouldAlertOnWatermark",
  },
  {
    name: "end-first-ignored",
    pipeline: endFirstIgnored,
    mistake: {
      en: "An end that comes before its start is thrown away, and the start then waits for it.",
      zh: "先到的结束事件被丢掉，随后到的开始事件一直在等它。",
    },
    lesson: {
      en: "The stream is out of order: either event can be first. Keep whichever comes first.",
      zh: "数据流是乱序的：两个事件谁先到都可能。先到的那个都要存下来。",
    },
    caughtBy: "shouldAlertWithEndFirst",
  },
  {
    name: "end-first-never-alerts",
    pipeline: endFirstNeverAlerts,
    mistake: {
      en: "The length is only looked at when the start came first (the training's own rule before August 2021).",
      zh: "只有开始事件先到时才看时长（2021 年 8 月前训练教材自己的规则）。",
    },
    lesson: {
      en: "Once both events are there the length is known, whichever came first.",
      zh: "两个事件都到齐时，不论谁先到，时长就已经知道了。",
    },
    caughtBy: "shouldAlertWithEndFirst",
  },
  {
    name: "end-only-cancels",
    pipeline: endOnlyCancels,
    mistake: {
      en: "The end takes the timer away, and nobody asks how long the ride was.",
      zh: "结束事件只取消定时器，没有检查行程多长。",
    },
    lesson: {
      en: "The end of a long ride can come before the watermark has reached the timer: look at the length then.",
      zh: "长途行程的结束事件可能在水位线到达定时器之前就来了：这时要看时长。",
    },
    caughtBy: "shouldAlertWithStartFirst",
  },
  {
    name: "timer-not-deleted",
    pipeline: timerNotDeleted,
    mistake: {
      en: "The timer of a ride that has ended stays and fires for nothing.",
      zh: "行程已经结束，它的定时器还留着，白白触发。",
    },
    lesson: {
      en: "Timers are state: each one is in every checkpoint. Delete the one that nobody needs.",
      zh: "定时器也是状态：每个检查点都要存它。不再需要的就删掉。",
    },
    caughtBy: "shouldUseTimersAndState",
  },
  {
    name: "timer-not-deleted-null",
    pipeline: timerNotDeletedNull,
    mistake: {
      en: "A timer that nobody deleted fires when the state is gone, and reads a field of nothing.",
      zh: "没有删除的定时器在状态清掉之后触发，读取了空值的字段。",
    },
    lesson: {
      en: "Delete the timer when you clear the state it needs; in some orders only does this show.",
      zh: "清除状态时，把依赖它的定时器一起删掉；这个错误只在某些到达顺序下才出现。",
    },
    caughtBy: "shouldUseTimersAndState",
  },
  {
    name: "timer-does-not-clear",
    pipeline: timerDoesNotClear,
    mistake: {
      en: "The timer tells the ride and leaves the start in state: the end tells it again.",
      zh: "定时器报了警却把开始事件留在状态里：结束事件到了又报一次。",
    },
    lesson: {
      en: "What has been told must be forgotten: clear the state in onTimer as well.",
      zh: "报过的就要忘掉：onTimer 里也要清除状态。",
    },
    caughtBy: "no-duplicate-alert",
  },
  {
    name: "at-least-two-hours",
    pipeline: atLeastTwoHours,
    mistake: {
      en: "A ride of exactly two hours is told as well.",
      zh: "正好两小时的行程也报了警。",
    },
    lesson: {
      en: "More than two hours means > and not >=.",
      zh: "“超过两小时”是 >，不是 >=。",
    },
    caughtBy: "exactly-two-hours",
  },
  {
    name: "timer-for-end-first",
    pipeline: timerForEndFirst,
    mistake: {
      en: "An end that comes first sets a timer as well.",
      zh: "先到的结束事件也注册了定时器。",
    },
    lesson: {
      en: "Only a start waits for something. The timer of an end that came after the alert tells the ride once more.",
      zh: "只有开始事件需要等待。报警之后才来的结束事件若有定时器，就会再报一次。",
    },
    caughtBy: "no-duplicate-alert",
  },
  {
    name: "timer-one-late",
    pipeline: timerOneLate,
    mistake: {
      en: "The timer is a millisecond after the two hours.",
      zh: "定时器比两小时晚了一毫秒。",
    },
    lesson: {
      en: "A watermark t says that nothing up to and including t will come, so a timer at start + 2 h is not early.",
      zh: "水位线 t 表示不会再有时间小于等于 t 的事件，所以“开始 + 2 小时”的定时器并不早。",
    },
    caughtBy: "shouldAlertOnWatermark",
  },
  {
    name: "field-instead-of-state",
    pipeline: fieldInsteadOfState,
    mistake: {
      en: "The first event is kept in a field of the function.",
      zh: "第一个事件存在函数对象的字段里。",
    },
    lesson: {
      en: "A field belongs to the subtask, not to the key, and no checkpoint knows it. Use keyed state.",
      zh: "字段属于子任务而不是键，检查点也不知道它。请用键控状态。",
    },
    caughtBy: "shouldUseTimersAndState",
  },
  {
    name: "state-not-cleared",
    pipeline: stateNotCleared,
    mistake: {
      en: "The first event stays in state when the pair is complete.",
      zh: "一对事件到齐之后，第一个事件还留在状态里。",
    },
    lesson: {
      en: "State that nobody clears grows with every ride: clear it when the pair is complete.",
      zh: "没人清除的状态会随每次行程增长：一对到齐就清除。",
    },
    caughtBy: "shouldUseTimersAndState",
  },
  {
    name: "keyed-by-driver",
    pipeline: keyedByDriver,
    mistake: {
      en: "Rides are keyed by driver: two rides of one driver share one state.",
      zh: "按司机分区：同一司机的两次行程共用一个状态。",
    },
    lesson: {
      en: "The key decides what belongs together; the two events of a ride have the same rideId.",
      zh: "键决定哪些事件属于一起；同一行程的两个事件有相同的 rideId。",
    },
    caughtBy: "shouldNotAlertWithoutWatermarkOrEndEvent",
  },
  {
    name: "wall-clock",
    isWallClock: true,
    pipeline: wallClock,
    mistake: {
      en: "The timer is two hours from now on the wall clock.",
      zh: "定时器设在墙上时钟的两小时之后。",
    },
    lesson: {
      en: "Two hours of event time pass in seconds when old data is read. Register an event-time timer at the start of the ride plus two hours: the watermark decides.",
      zh: "读旧数据时，两小时的事件时间几秒就过去了。在行程开始时间加两小时处注册事件时间定时器：由水位线决定。",
    },
    caughtBy: "shouldUseTimersAndState",
  },
];
