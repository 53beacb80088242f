import "./options.ts";
import { type ConfigOption, OPTIONS_BY_KEY } from "./config-option.ts";
import { nearestName } from "./nearest-name.ts";

/** A value as it stands in a scenario, a file or a program. */
export type RawConfigValue = string | number | boolean;

/** Entries of a configuration: an object or pairs. */
export type ConfigEntries = Readonly<Record<string, RawConfigValue>> | Iterable<readonly [string, RawConfigValue]>;

/** Values of options, parsed when they are set. `Configuration`. */
export class Configuration {
  private values: Map<string, unknown> = new Map();
  /** Another configuration has the same map: it is copied before something is set. */
  private isShared = false;

  /** Throws one sentence for a key that no option has, and for a value that the option cannot read. */
  static fromEntries(entries: ConfigEntries): Configuration {
    const configuration = new Configuration();
    configuration.setAll(entries);
    return configuration;
  }

  /** The value, or the option's default. One look-up in a map. */
  get<T>(option: ConfigOption<T>): T {
    const value = this.values.get(option.key);
    return value === undefined ? option.defaultValue : (value as T);
  }

  has(option: ConfigOption<unknown>): boolean {
    return this.values.has(option.key);
  }

  /** Sets a value that has the option's type; it is not checked. */
  set<T>(option: ConfigOption<T>, value: T): void {
    this.put(option.key, value);
  }

  /** Parses and sets entries; see `fromEntries`. */
  setAll(entries: ConfigEntries): void {
    for (const [key, raw] of pairs(entries)) this.setRaw(key, raw);
  }

  /** A configuration with the same values; what is set in one of the two is not set in the other. */
  copy(): Configuration {
    const copy = new Configuration();
    copy.values = this.values;
    copy.isShared = true;
    this.isShared = true;
    return copy;
  }

  /** Keys and parsed values, in order of keys. */
  entries(): readonly (readonly [string, unknown])[] {
    return [...this.values].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  private setRaw(key: string, raw: RawConfigValue): void {
    const option = OPTIONS_BY_KEY.get(key);
    if (option === undefined) {
      const nearest = nearestName(key, OPTIONS_BY_KEY.keys());
      throw new Error(
        `The configuration key "${key}" does not exist${nearest === null ? "." : `; did you mean "${nearest}"?`}`,
      );
    }
    const value = option.type.parse(raw);
    if (value === undefined)
      throw new Error(`The configuration key "${key}" needs ${option.type.expects}, not "${raw}".`);
    this.put(option.key, value);
  }

  private put(key: string, value: unknown): void {
    if (this.isShared) this.values = new Map(this.values);
    this.isShared = false;
    this.values.set(key, value);
  }
}

function pairs(entries: ConfigEntries): Iterable<readonly [string, RawConfigValue]> {
  return Symbol.iterator in entries
    ? (entries as Iterable<readonly [string, RawConfigValue]>)
    : Object.entries(entries);
}
