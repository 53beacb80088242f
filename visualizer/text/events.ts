/** A sentence for every kind of event, in every language; the areas have files of their own beside this one. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { Variant } from "../explain/variants.ts";
import { checkpointEvents } from "./events-checkpoints.ts";
import { clusterEvents } from "./events-cluster.ts";
import { dataEvents } from "./events-data.ts";
import { stateEvents } from "./events-state.ts";
import type { Template } from "./events-template.ts";

/** A kind of event, or a kind that is told differently when its fields say so. */
export type SentenceName = TraceKind | Variant;

/** The template of every sentence. A kind or a variant without one does not compile. */
export const EVENT_TEMPLATES: Readonly<Record<SentenceName, Template>> = {
  ...clusterEvents,
  ...checkpointEvents,
  ...dataEvents,
  ...stateEvents,
};
