/** Sizes of memory as Flink writes them: `32kb`, `64 mb`, `1g`; a bare number is bytes. `MemorySize`. */
import type { ConfigType } from "./config-type.ts";

const BYTES_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ...["", "b", "bytes"].map((unit) => [unit, 1] as const),
  ...["k", "kb", "kibibytes"].map((unit) => [unit, 2 ** 10] as const),
  ...["m", "mb", "mebibytes"].map((unit) => [unit, 2 ** 20] as const),
  ...["g", "gb", "gibibytes"].map((unit) => [unit, 2 ** 30] as const),
  ...["t", "tb", "tebibytes"].map((unit) => [unit, 2 ** 40] as const),
]);

function memorySize(minBytes: number, expects: string): ConfigType<number> {
  return {
    expects,
    parse(raw) {
      const match = /^\s*(\d+)\s*([a-z]*)\s*$/.exec(String(raw).toLowerCase());
      const unit = match === null ? undefined : BYTES_PER_UNIT.get(match[2]);
      if (match === null || unit === undefined) return undefined;
      const bytes = Number(match[1]) * unit;
      return Number.isSafeInteger(bytes) && bytes >= minBytes ? bytes : undefined;
    },
  };
}

/** Bytes, not negative. */
export const MEMORY_SIZE: ConfigType<number> = memorySize(0, 'a size such as "32kb" or "64 mb"');

/** Bytes, at least 1. */
export const POSITIVE_MEMORY_SIZE: ConfigType<number> = memorySize(
  1,
  'a size greater than 0 such as "32kb" or "64 mb"',
);
