/** Draws values of options out of their adversarial ranges. */
import type { ConfigOption } from "../../src/config/config-option.ts";
import { OPTIONS_BY_KEY } from "../../src/config/config-option.ts";
import type { RawConfigValue } from "../../src/config/configuration.ts";
import "../../src/config/options.ts";
import { EXTERNALIZED_RETENTIONS } from "../../src/trace/kinds.ts";
import { type Dice, pick, someOf } from "./dice.ts";
import { type Feature, SETTING_FEATURES } from "./features.ts";
import { SETTINGS } from "./settings-groups.ts";

/** Some settings of each group that is switched on. @param allowed refuses values that the job cannot have */
export function randomSettings(
  dice: Dice,
  features: ReadonlySet<Feature>,
  allowed: (key: string, value: unknown) => boolean,
): Record<string, RawConfigValue> {
  const drawn: Record<string, RawConfigValue> = {};
  for (const group of SETTING_FEATURES) {
    if (!features.has(group)) continue;
    for (const key of someOf(dice, SETTINGS[group])) {
      const option = OPTIONS_BY_KEY.get(key);
      if (option === undefined) throw new Error(`There is no option ${key}.`);
      const values = valuesOf(option).filter((value) => allowed(key, value));
      if (values.length > 0) drawn[key] = written(option, pick(dice, values));
    }
  }
  const { "parallelism.default": parallelism } = drawn;
  if (parallelism === undefined && features.has("parallelism"))
    drawn["parallelism.default"] = pick(
      dice,
      [1, 2, 3, 4].filter((value) => allowed("parallelism.default", value)),
    );
  return drawn;
}

/** The adversarial values of an option; words for options that are one of a few words. */
export function valuesOf(option: ConfigOption<unknown>): readonly unknown[] {
  const range = option.adversarial;
  if (range === null) return WORDS[option.key] ?? [];
  if ("values" in range) return range.values;
  return Array.from({ length: range.max - range.min + 1 }, (_, i) => range.min + i);
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  "execution.checkpointing.mode": ["EXACTLY_ONCE", "AT_LEAST_ONCE"],
  "execution.checkpointing.externalized-checkpoint-retention": EXTERNALIZED_RETENTIONS,
  "execution.checkpointing.storage": ["jobmanager", "filesystem"],
  "taskmanager.load-balance.mode": ["NONE", "SLOTS"],
};

/** How a value is written in a configuration, so that it is read as that value. */
export function written(option: ConfigOption<unknown>, value: unknown): RawConfigValue {
  const texts: RawConfigValue[] =
    value === null ? ["none", -1] : [`${value} ms`, `${value} ns`, `${value} b`, value as RawConfigValue];
  const found = texts.find((text) => option.type.parse(text) === value);
  if (found === undefined) throw new Error(`Nobody knows how to write ${String(value)} for ${option.key}.`);
  return found;
}
