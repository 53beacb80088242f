import { describe, expect, it } from "vitest";
import { duration } from "../../../visualizer/graph/words.ts";
import { sceneAt, textsOf } from "./support/scene-at.ts";

describe("a machine that is not heard of", () => {
  it("says since when, as soon as a heartbeat is late and until one comes through", () => {
    const faults = ["cut:B-jm@1.9s/300ms"];
    expect(textsOf(sceneAt("word-count", 1.85e6, faults), "machine:B")).toEqual(["TaskManager B · slots: 2"]);
    const [text] = textsOf(sceneAt("word-count", 2.15e6, faults), "machine:B");
    expect(text).toMatch(/^(TaskManager|TM) B · last seen 1\.\d s ago$/);
    expect(textsOf(sceneAt("word-count", 2.4e6, faults), "machine:B")).toEqual(["TaskManager B · slots: 2"]);
  });

  it("has a time with about three figures", () => {
    expect([240, 38_400, 999_400, 999_600, 3_100_000, 150_000_000].map(duration)).toEqual([
      "240 µs",
      "38 ms",
      "999 ms",
      "1.0 s",
      "3.1 s",
      "2.5 min",
    ]);
  });
});
