import { describe, expect, it } from "vitest";
import { interventions } from "../../visualizer/page/interventions.ts";
import { interventionText } from "../../visualizer/text/break-it.ts";
import { modelOf } from "./support/model.ts";

describe.each(["en", "zh"] as const)("the palette in %s", (language) => {
  const textsAt = (seq: number) => {
    const state = modelOf("watermark").folder.seek(seq);
    return interventions(state, null, 0).map(({ name, machine }) => interventionText(language, name, machine));
  };

  it("says of each entry what it does, whether a TaskManager is known or not", () => {
    const before = textsAt(-1);
    const later = textsAt(120);
    expect(before.length).toBe(8);
    for (const text of [...before, ...later]) {
      expect(text).not.toMatch(/\{|undefined|null/);
      expect(text).not.toMatch(/TaskManager (a|一个|某个)| {2}| $/i);
    }
    expect(new Set(before).size).toBe(8);
    for (const text of later.slice(0, 4)) expect(text).toMatch(/TaskManager B/);
    for (const text of before.slice(0, 4)) expect(text).not.toMatch(/TaskManager [A-Z]\b/);
  });
});
