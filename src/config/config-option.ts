import type { AdversarialRange, ConfigType } from "./config-type.ts";

/** A configuration key. `ConfigOption`. */
export interface ConfigOption<T> {
  readonly key: string;
  readonly type: ConfigType<T>;
  readonly defaultValue: T;
  /** Older names that still work. */
  readonly deprecatedKeys: readonly string[];
  /** Values that a property test may try; none for options that a test must not vary. */
  readonly adversarial: AdversarialRange<T> | null;
}

const registry = new Map<string, ConfigOption<unknown>>();

/** All options by key and by deprecated key. Filled while the option files are loaded, never later. */
export const OPTIONS_BY_KEY: ReadonlyMap<string, ConfigOption<unknown>> = registry;

/** Declares an option. Two options with one name are a mistake in this folder. */
export function option<T>(
  key: string,
  type: ConfigType<T>,
  defaultValue: T,
  adversarial: AdversarialRange<T> | null = null,
  deprecatedKeys: readonly string[] = [],
): ConfigOption<T> {
  const declared: ConfigOption<T> = { key, type, defaultValue, deprecatedKeys, adversarial };
  for (const name of [key, ...deprecatedKeys]) {
    if (registry.has(name)) throw new Error(`The configuration key "${name}" is declared twice.`);
    registry.set(name, declared);
  }
  return declared;
}
