import { describe, expect, test } from "vitest";
import { SETTING_FEATURES } from "../../../sim/explore/features.ts";
import { valuesOf, written } from "../../../sim/explore/random-settings.ts";
import { LEFT_ALONE, SETTINGS } from "../../../sim/explore/settings-groups.ts";
import { OPTIONS_BY_KEY } from "../../../src/config/config-option.ts";
import { Configuration } from "../../../src/config/configuration.ts";
import "../../../src/config/options.ts";

const drawn = SETTING_FEATURES.flatMap((feature) => SETTINGS[feature]);

describe("settings of generated scenarios", () => {
  test("every option with an adversarial range is drawn by one feature, or left alone for a reason", () => {
    const ranged = [...OPTIONS_BY_KEY].filter(([key, option]) => key === option.key && option.adversarial !== null);
    const missing = ranged.map(([key]) => key).filter((key) => !drawn.includes(key) && !(key in LEFT_ALONE));
    expect(missing).toEqual([]);
    expect(drawn.filter((key) => key in LEFT_ALONE)).toEqual([]);
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  test("every value is written so that it is read as that value", () => {
    for (const key of drawn) {
      const option = OPTIONS_BY_KEY.get(key);
      if (option === undefined) throw new Error(`There is no option ${key}.`);
      expect(valuesOf(option).length, key).toBeGreaterThan(1);
      for (const value of valuesOf(option)) {
        const configuration = Configuration.fromEntries({ [key]: written(option, value) });
        expect(configuration.get(option), `${key} ${String(value)}`).toEqual(value);
      }
    }
  });
});
