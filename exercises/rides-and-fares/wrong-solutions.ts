/** Ways in which this exercise goes wrong, out of the training's issues and learners' notes. */
import type { WrongSolution } from "../course/exercise.ts";
import endNotFiltered from "./wrong/end-not-filtered.ts";
import fareFirstDropped from "./wrong/fare-first-dropped.ts";
import keyedByDriver from "./wrong/keyed-by-driver.ts";
import mapInsteadOfState from "./wrong/map-instead-of-state.ts";
import oneFieldForAllKeys from "./wrong/one-field-for-all-keys.ts";
import oneSideNotCleared from "./wrong/one-side-not-cleared.ts";
import ownSideStoredFirst from "./wrong/own-side-stored-first.ts";
import stateNotCleared from "./wrong/state-not-cleared.ts";

export const wrongSolutions: readonly WrongSolution[] = [
  {
    name: "fare-first-dropped",
    pipeline: fareFirstDropped,
    mistake: {
      en: "A fare that comes before its ride is thrown away.",
      zh: "比行程先到的车费被丢掉了。",
    },
    lesson: {
      en: "Two streams race and nobody can say which one is first. Keep whichever comes first.",
      zh: "两条流在赛跑，谁先到说不准。先到的那个都要存下来。",
    },
    caughtBy: "testFareStateCreatedAndCleared",
  },
  {
    name: "state-not-cleared",
    pipeline: stateNotCleared,
    mistake: {
      en: "A pair is sent, and the half that waited stays in state.",
      zh: "配对结果已发出，先到的一半还留在状态里。",
    },
    lesson: {
      en: "State that nobody clears grows with every ride, for ever: clear it when the pair is complete.",
      zh: "没人清除的状态会随每次行程一直增长：一配成对就清除。",
    },
    caughtBy: "testRideStateCreatedAndCleared",
  },
  {
    name: "own-side-stored-first",
    pipeline: ownSideStoredFirst,
    mistake: {
      en: "Each record is stored before it looks whether the other half is there, and stays stored if it is.",
      zh: "每条记录先存自己，再看另一半在不在；另一半在的时候自己也留在了状态里。",
    },
    lesson: {
      en: "Look first. Only a record that has to wait goes into state.",
      zh: "先看对方。只有需要等待的记录才存进状态。",
    },
    caughtBy: "testRideStateCreatedAndCleared",
  },
  {
    name: "one-side-not-cleared",
    pipeline: oneSideNotCleared,
    mistake: {
      en: "When the fare comes first and its ride completes the pair, the fare stays in state.",
      zh: "车费先到、行程后到时配成了对，车费却还留在状态里。",
    },
    lesson: {
      en: "The two methods mirror each other: whichever completes the pair clears what waited.",
      zh: "两个方法互为镜像：谁凑成一对，谁就清除等待的那一半。",
    },
    caughtBy: "testFareStateCreatedAndCleared",
  },
  {
    name: "map-instead-of-state",
    pipeline: mapInsteadOfState,
    mistake: {
      en: "What waits is kept in a Map of the function.",
      zh: "等待的记录存在函数对象的 Map 里。",
    },
    lesson: {
      en: "No checkpoint knows a field: all goes well until a machine is lost, and then what waited is gone. Use keyed state.",
      zh: "检查点不知道字段的存在：一切正常，直到丢了一台机器，等待的记录就没了。请用键控状态。",
    },
    caughtBy: "crash-between-ride-and-fare",
  },
  {
    name: "one-field-for-all-keys",
    pipeline: oneFieldForAllKeys,
    mistake: {
      en: "One field of the function holds the ride that waits, whatever its id.",
      zh: "函数只用一个字段存等待的行程，不管是哪次行程。",
    },
    lesson: {
      en: "A field belongs to the subtask, which has many keys; the runtime sets the key of keyed state before each call.",
      zh: "字段属于子任务，而子任务有很多键；键控状态的键由运行时在每次调用前设好。",
    },
    caughtBy: "testSeveralRidesAndFaresMixedTogether",
  },
  {
    name: "end-not-filtered",
    pipeline: endNotFiltered,
    mistake: {
      en: "The end of a ride is taken for a ride as well.",
      zh: "行程的结束事件也被当成了行程。",
    },
    lesson: {
      en: "A ride has two events and one fare. Without the filter the fare meets the wrong event, or an event waits for ever.",
      zh: "一次行程有两个事件，却只有一笔车费。不过滤的话，车费会配错事件，或者某个事件永远等下去。",
    },
    caughtBy: "end-event-in-ride-stream",
  },
  {
    name: "keyed-by-driver",
    pipeline: keyedByDriver,
    mistake: {
      en: "Both streams are keyed by driver: two rides of one driver share one state.",
      zh: "两条流都按司机分区：同一司机的两次行程共用一个状态。",
    },
    lesson: {
      en: "The key decides what belongs together: a ride and its fare have the same rideId.",
      zh: "键决定哪些记录属于一起：行程和它的车费有相同的 rideId。",
    },
    caughtBy: "two-rides-of-one-driver",
  },
];
