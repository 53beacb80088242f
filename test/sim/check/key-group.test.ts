import { expect, test } from "vitest";
import { possibleKeyGroups } from "../../../sim/check/properties/key-group.ts";

test("the checkers' own key groups are those that real Flink gave", () => {
  // Values recorded from Flink 1.20.1.
  expect(possibleKeyGroups("Ҹnuui📼aҹ", 720)).toEqual([608]);
  expect(possibleKeyGroups("Ҹnuui📼aҹ", 128)).toEqual([16]);
  expect(possibleKeyGroups(-480, 8159)).toContain(6275);
  expect(possibleKeyGroups(-99, 128)).toContain(22);
  expect(possibleKeyGroups(true, 3012)).toContain(21);
  expect(possibleKeyGroups(-160, 3698)).toContain(3656);
  expect(possibleKeyGroups(-26.0, 128)).toContain(101);
  expect(possibleKeyGroups(-4905, 128)).toContain(0);
  expect(possibleKeyGroups(681972919, 720)).toContain(318);
  expect(possibleKeyGroups(-447, 128)).toContain(90);
  expect(possibleKeyGroups(-568, 32767)).toContain(17503);
  expect(possibleKeyGroups(-42.25, 129)).toContain(59);
  expect(possibleKeyGroups(273987.7020915413, 4096)).toContain(1943);
  expect(possibleKeyGroups(-220, 128)).toContain(83);
  expect(possibleKeyGroups(false, 256)).toContain(3);
  expect(possibleKeyGroups(-1300366.683670148, 5689)).toContain(1352);
  expect(possibleKeyGroups(true, 128)).toContain(77);
  expect(possibleKeyGroups(true, 128)).toContain(77);
});
