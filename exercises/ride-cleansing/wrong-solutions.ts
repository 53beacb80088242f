/** Ways in which this exercise goes wrong, out of the training's issues and learners' notes. */
import type { WrongSolution } from "../course/exercise.ts";
import alwaysTrue from "./wrong/always-true.ts";
import decimalsInsteadOfFloats from "./wrong/decimals-instead-of-floats.ts";
import latitudeFirst from "./wrong/latitude-first.ts";
import negated from "./wrong/negated.ts";
import onlyEnd from "./wrong/only-end.ts";
import onlyStart from "./wrong/only-start.ts";
import orInsteadOfAnd from "./wrong/or-instead-of-and.ts";
import strictBounds from "./wrong/strict-bounds.ts";

export const wrongSolutions: readonly WrongSolution[] = [
  {
    name: "always-true",
    pipeline: alwaysTrue,
    mistake: {
      en: "Every ride is kept.",
      zh: "所有行程都保留了。",
    },
    lesson: {
      en: "The filter has to say false for a ride that leaves the city.",
      zh: "对离开市区的行程，过滤器必须返回 false。",
    },
    caughtBy: "testRideThatStartsOutsideNYC",
  },
  {
    name: "negated",
    pipeline: negated,
    mistake: {
      en: "The rides within the city are dropped, and all others kept.",
      zh: "市内的行程被去掉，其余的反而保留。",
    },
    lesson: {
      en: "filter keeps the records for which it gives true.",
      zh: "filter 保留返回 true 的记录。",
    },
    caughtBy: "testRideThatStartsAndEndsInNYC",
  },
  {
    name: "only-start",
    pipeline: onlyStart,
    mistake: {
      en: "Only the start is looked at.",
      zh: "只看了起点。",
    },
    lesson: {
      en: "A ride has two places: it has to start and to end in the city.",
      zh: "一次行程有两个地点：起点和终点都必须在市内。",
    },
    caughtBy: "testRideThatEndsOutsideNYC",
  },
  {
    name: "only-end",
    pipeline: onlyEnd,
    mistake: {
      en: "Only the end is looked at.",
      zh: "只看了终点。",
    },
    lesson: {
      en: "A ride has two places: it has to start and to end in the city.",
      zh: "一次行程有两个地点：起点和终点都必须在市内。",
    },
    caughtBy: "testRideThatStartsOutsideNYC",
  },
  {
    name: "or-instead-of-and",
    pipeline: orInsteadOfAnd,
    mistake: {
      en: "A ride is kept if one of its places is in the city.",
      zh: "只要有一个地点在市内就保留了。",
    },
    lesson: {
      en: "Both places have to be in the city: && and not ||.",
      zh: "两个地点都必须在市内：用 &&，不是 ||。",
    },
    caughtBy: "testRideThatStartsOutsideNYC",
  },
  {
    name: "latitude-first",
    pipeline: latitudeFirst,
    mistake: {
      en: "Latitude and longitude have changed places.",
      zh: "经度和纬度写反了。",
    },
    lesson: {
      en: "isInNYC takes the longitude first: x before y, as on a map. Both are numbers, so the compiler cannot tell.",
      zh: "isInNYC 先经度后纬度：像地图一样先 x 后 y。两者都是数，编译器看不出来。",
    },
    caughtBy: "swapped-arguments",
  },
  {
    name: "strict-bounds",
    pipeline: strictBounds,
    mistake: {
      en: "The edges of the city are left out.",
      zh: "市区的边界没有算进去。",
    },
    lesson: {
      en: "The rule is written with what is outside: > and <. So what lies on the edge is inside.",
      zh: "规则写的是什么在外面：> 和 <。所以边界上的点在里面。",
    },
    caughtBy: "boundary-latitude-inclusive",
  },
  {
    name: "decimals-instead-of-floats",
    pipeline: decimalsInsteadOfFloats,
    mistake: {
      en: "The coordinates are rounded to decimal digits before they are compared.",
      zh: "比较之前先把坐标舍入成了十进制小数。",
    },
    lesson: {
      en: "A coordinate is a float of 32 bits. The one nearest to -73.7 is -73.69999694824219 and lies outside: compare it as it is.",
      zh: "坐标是 32 位浮点数。最接近 -73.7 的是 -73.69999694824219，在市外：按原样比较。",
    },
    caughtBy: "boundary-longitude-float-widening",
  },
];
