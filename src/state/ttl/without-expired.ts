import { HeapMap } from "../heap-map.ts";
import type { StateKind } from "../state-table.ts";
import type { TimeToLive, TtlValue } from "./time-to-live.ts";

/**
 * The value of an entry without what has expired in it; undefined where nothing is left. Unchanged values stay the same
 * object. `TtlStateSnapshotTransformer`, `TtlStateFactory`.
 * @param ofMap in memory, a map of which nothing is left stays as an empty entry
 */
export function withoutExpired(
  value: unknown,
  kind: StateKind,
  ttl: TimeToLive,
  ofMap: "empty map goes" | "empty map stays",
): unknown {
  switch (kind) {
    case "list": {
      const elements = value as readonly TtlValue[];
      const alive = elements.filter((element) => !ttl.isExpired(element));
      return alive.length === elements.length ? value : alive.length === 0 ? undefined : alive;
    }
    case "map": {
      const entries = [...(value as HeapMap).entries()];
      const alive = entries.filter(([, entry]) => !ttl.isExpired(entry as TtlValue));
      if (alive.length === 0 && ofMap === "empty map goes") return undefined;
      return alive.length === entries.length ? value : HeapMap.from(alive);
    }
    default:
      return ttl.isExpired(value as TtlValue) ? undefined : value;
  }
}
