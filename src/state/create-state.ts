/** Handles to states that do not expire. `HeapKeyedStateBackend.STATE_CREATE_FACTORIES`. */
import type { StateDescriptor } from "../api/state-descriptors.ts";
import { HeapListState, HeapMapState } from "./heap-collection-states.ts";
import { HeapAggregatingState, HeapReducingState, type HeapState, HeapValueState } from "./heap-value-states.ts";
import type { StateTable } from "./state-table.ts";

/** A handle to the state of the current key in this table, of the kind that the descriptor says. */
export function createState(table: StateTable, descriptor: StateDescriptor): HeapState {
  switch (descriptor.kind) {
    case "value":
      return new HeapValueState(table, descriptor);
    case "list":
      return new HeapListState(table);
    case "map":
      return new HeapMapState(table);
    case "reducing":
      return new HeapReducingState(table, descriptor);
    case "aggregating":
      return new HeapAggregatingState(table, descriptor);
  }
}
