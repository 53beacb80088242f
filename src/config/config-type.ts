/** How the text of a configuration value becomes a value, and which values a property test may draw. */

/** Parses values of one type. */
export interface ConfigType<T> {
  /** What a value looks like, for error messages: `a duration such as "10 s"`. */
  readonly expects: string;
  /** Takes what was written in a file, scenario or program; undefined when it cannot be read. */
  parse(raw: string | number | boolean): T | undefined;
}

/** Values on which a property test may put an option: a list, or all integers between two. */
export type AdversarialRange<T> = { readonly values: readonly T[] } | { readonly min: number; readonly max: number };

/** `true`, `false`. */
export const BOOLEAN: ConfigType<boolean> = {
  expects: "true or false",
  parse(raw) {
    if (typeof raw === "boolean") return raw;
    const text = String(raw).toLowerCase();
    return text === "true" ? true : text === "false" ? false : undefined;
  },
};

/** Any text. */
export const STRING: ConfigType<string> = { expects: "a text", parse: (raw) => String(raw) };

/** An integer between the bounds, both included. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): ConfigType<number> {
  return {
    expects: max === Number.MAX_SAFE_INTEGER ? `an integer of at least ${min}` : `an integer from ${min} to ${max}`,
    parse(raw) {
      const value = typeof raw === "number" ? raw : /^\s*[+-]?\d+\s*$/.test(String(raw)) ? Number(raw) : Number.NaN;
      return Number.isSafeInteger(value) && value >= min && value <= max ? value : undefined;
    },
  };
}

/** A number between the bounds, both included. */
export function decimal(min: number, max: number = Number.MAX_VALUE): ConfigType<number> {
  return {
    expects: max === Number.MAX_VALUE ? `a number of at least ${min}` : `a number from ${min} to ${max}`,
    parse(raw) {
      const value =
        typeof raw === "number" ? raw : typeof raw === "string" && raw.trim() !== "" ? Number(raw) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    },
  };
}

/** One of a few words, in any case; `aliases` are other spellings. */
export function oneOf<W extends string>(words: readonly W[], aliases: Readonly<Record<string, W>> = {}): ConfigType<W> {
  return {
    expects: `one of ${words.join(", ")}`,
    parse(raw) {
      const text = String(raw).trim();
      const lower = text.toLowerCase();
      return words.find((word) => word.toLowerCase() === lower) ?? aliases[lower];
    },
  };
}

/** The type, or null for an option that may be unset; the words "none" and "" mean unset. */
export function optional<T>(type: ConfigType<T>): ConfigType<T | null> {
  return {
    expects: type.expects,
    parse: (raw) => (raw === "" || raw === "none" ? null : type.parse(raw)),
  };
}
