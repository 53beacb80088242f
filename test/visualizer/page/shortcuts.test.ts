import { describe, expect, it } from "vitest";
import { SHORTCUTS, shortcutOf } from "../../../visualizer/page/shortcuts.ts";

const helpOf = (key: string, ctrlKey: boolean, areSingleKeysOn: boolean) =>
  shortcutOf({ key, ctrlKey }, areSingleKeysOn)?.help;

describe("single keys", () => {
  it("do what the help says", () => {
    for (const { key, control = false, help } of SHORTCUTS) expect(helpOf(key, control, true)).toBe(help);
    expect(helpOf("k", true, true)).toBe(undefined);
  });

  it("do nothing when they are off; other keys and keys with Ctrl still do", () => {
    for (const { key, control = false, help } of SHORTCUTS)
      expect(helpOf(key, control, false), key).toBe(key.length === 1 && !control ? undefined : help);
    for (const key of ["Home", "End", "PageDown", "PageUp", "Escape"]) expect(helpOf(key, false, false)).toBeDefined();
  });
});
