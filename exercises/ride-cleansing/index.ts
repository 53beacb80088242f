import type { Exercise } from "../course/exercise.ts";
import { cases } from "./cases.ts";
import solution from "./solution.ts";
import { wrongSolutions } from "./wrong-solutions.ts";

export const rideCleansing: Exercise = {
  name: "ride-cleansing",
  title: { en: "Ride cleansing", zh: "行程清洗" },
  goal: {
    en: "Keep the rides that start and end in New York City, and drop all others.",
    zh: "只保留在纽约市内出发并且在市内结束的行程，其余的去掉。",
  },
  inputs: ["rides"],
  cases,
  solution,
  wrong: wrongSolutions,
  hints: [
    {
      en: "A ride has two places. Which of them have to be in the city? Somebody has written a function for one place already.",
      zh: "一次行程有两个地点，哪些必须在市内？判断一个地点的函数已经有人写好了。",
    },
    {
      en: "isInNYC in taxi/geo-utils.ts takes a longitude and a latitude, in this order. Ask it twice: for the start and for the end.",
      zh: "taxi/geo-utils.ts 里的 isInNYC 依次接受经度和纬度。调用两次：起点一次，终点一次。",
    },
    {
      en: 'import { isInNYC } from "../taxi/geo-utils.ts"; and in filter: return isInNYC(ride.startLon, ride.startLat) && isInNYC(ride.endLon, ride.endLat);',
      zh: 'import { isInNYC } from "../taxi/geo-utils.ts"; 然后在 filter 里：return isInNYC(ride.startLon, ride.startLat) && isInNYC(ride.endLon, ride.endLat);',
    },
  ],
  breakIt: {
    scenario: "nothing-to-remember",
    caseId: "testAMixtureOfLocations",
    faults: ["crash:tm=A@115ms/5ms"],
    atMs: 115,
    task: {
      en: "A filter keeps nothing, and still the crash costs time. What is in the checkpoint that the job goes back to, when the filter has no state? Find the positions of the sources.",
      zh: "filter 什么都不存，崩溃却仍然花时间。filter 没有状态，那作业退回的检查点里有什么？找出源的读取位置。",
    },
  },
};
