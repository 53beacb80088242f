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
};
