import { describe, expect, it } from "vitest";
import { checkpoints } from "../../../visualizer/text/checkpoints.ts";
import { eventTime } from "../../../visualizer/text/event-time.ts";
import { state } from "../../../visualizer/text/state.ts";

describe.each([
  ["event time", eventTime],
  ["checkpoints", checkpoints],
  ["state", state],
])("the texts of the %s tab", (_name, texts) => {
  const placesOf = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort();
  const both = Object.entries(texts.en).map(([name, en]) => [
    name,
    en,
    new Map(Object.entries(texts.zh)).get(name) ?? "",
  ]);

  it.each(both)("have the same places for values in both languages: %s", (_text, en, zh) => {
    expect(zh).not.toBe("");
    expect(placesOf(zh)).toEqual(placesOf(en));
  });
});
