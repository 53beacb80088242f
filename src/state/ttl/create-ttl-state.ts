import type { StateDescriptor } from "../../api/state-descriptors.ts";
import { HeapListState, HeapMapState } from "../heap-collection-states.ts";
import type { StateTable } from "../state-table.ts";
import type { TimeToLive } from "./time-to-live.ts";
import { TtlListState } from "./ttl-list-state.ts";
import { TtlMapState } from "./ttl-map-state.ts";
import { TtlAggregatingState, TtlReducingState, TtlValueState } from "./ttl-value-states.ts";

/** The state of a descriptor with a time to live. `TtlStateFactory`. */
export function createTtlState(table: StateTable, descriptor: StateDescriptor, ttl: TimeToLive) {
  switch (descriptor.kind) {
    case "value":
      return new TtlValueState(table, ttl);
    case "list":
      return new TtlListState(new HeapListState(table), table, ttl);
    case "map":
      return new TtlMapState(new HeapMapState(table), table, ttl);
    case "reducing":
      return new TtlReducingState(table, descriptor, ttl);
    case "aggregating":
      return new TtlAggregatingState(table, descriptor, ttl);
  }
}
