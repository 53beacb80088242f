/** Folds one event into the view state. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import { checkpointFolds } from "./fold-checkpoints.ts";
import { clusterFolds } from "./fold-cluster.ts";
import { creditFolds } from "./fold-credits.ts";
import { dataFolds } from "./fold-data.ts";
import { heartbeatFolds } from "./fold-heartbeats.ts";
import type { ViewState } from "./view-state.ts";

/** Changes the state by event `seq` of the store. */
export type Fold = (state: ViewState, store: TraceStore, seq: number) => void;

const FOLDS = new Map<TraceKind, Fold>(
  Object.entries({ ...clusterFolds, ...heartbeatFolds, ...dataFolds, ...creditFolds, ...checkpointFolds }) as [
    TraceKind,
    Fold,
  ][],
);

/** Folds event `seq`, which must be the one after `state.seq`. */
export function foldEvent(state: ViewState, store: TraceStore, seq: number): void {
  state.seq = seq;
  state.micros = store.t(seq);
  FOLDS.get(store.kind(seq))?.(state, store, seq);
}
