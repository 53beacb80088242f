import type { Exercise } from "../course/exercise.ts";
import { cases } from "./cases.ts";
import solution from "./solution.ts";
import { wrongSolutions } from "./wrong-solutions.ts";

export const ridesAndFares: Exercise = {
  name: "rides-and-fares",
  title: { en: "Rides and fares", zh: "行程与车费" },
  goal: {
    en: "Bring the start of each ride together with its fare, whichever of them comes first.",
    zh: "把每次行程的开始事件和它的车费配成一对，不论谁先到。",
  },
  inputs: ["rides", "fares"],
  cases,
  solution,
  wrong: wrongSolutions,
  hints: [
    {
      en: "Two streams race, and you cannot choose who wins. What do you have to remember when a fare comes before its ride?",
      zh: "两条流在赛跑，谁赢由不得你。车费比行程先到时，你需要记住什么？",
    },
    {
      en: "Two ValueStates, one for a ride that waits and one for a fare that waits. Each side looks into the other one's state first. A pair that is complete leaves nothing behind.",
      zh: "用两个 ValueState，一个存等待的行程，一个存等待的车费。每一边先看另一边的状态。配成对之后什么也不留下。",
    },
    {
      en: "flatMap1(ride): fare = fareState.value(); if it is null, rideState.update(ride); else fareState.clear() and out.collect({ ride, fare }). flatMap2(fare) is the mirror image. Get both states in open(context) with context.getState(new ValueStateDescriptor(...)).",
      zh: "flatMap1(ride)：fare = fareState.value()；为 null 就 rideState.update(ride)；否则 fareState.clear() 并 out.collect({ ride, fare })。flatMap2(fare) 正好对称。两个状态都在 open(context) 里用 context.getState(new ValueStateDescriptor(...)) 取得。",
    },
  ],
  breakIt: {
    scenario: "between-ride-and-fare",
    caseId: "testSeveralRidesAndFaresMixedTogether",
    faults: ["crash:tm=B@145ms/5ms"],
    atMs: 145,
    task: {
      en: "The crash falls between rides and their fares. Look at the state just before it and just after the restore: which rides wait for their fare? What would a HashMap in a field have left of them?",
      zh: "崩溃正好发生在行程和车费之间。看崩溃前和恢复后的状态：哪些行程在等车费？如果存在字段的 HashMap 里，还会剩下什么？",
    },
  },
};
