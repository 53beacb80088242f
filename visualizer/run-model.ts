/** Everything that the page knows of one run: its trace so far, and what is derived from nothing but the trace. */
import type { Scenario } from "../sim/scenario.ts";
import { Folder } from "./fold/folder.ts";
import { NotableIndex } from "./player/notable.ts";
import { ActivityIndex } from "./trace/activity-index.ts";
import type { EventBatch } from "./trace/batch.ts";
import { ElementIndex } from "./trace/element-index.ts";
import { TraceStore } from "./trace/trace-store.ts";

/** How a run ended. */
export interface RunEnd {
  readonly status: string;
  /** 32 hex digits. */
  readonly digest: string;
  /** Stack of the call for which the job was refused; null: it was not, or nobody knows. */
  readonly refused: string | null;
}

/** One run, growing while its simulation goes on ahead of the cursor. */
export class RunModel {
  /** Null: the events come from a file whose scenario cannot be run here. */
  readonly scenario: Scenario | null;
  readonly store = new TraceStore();
  readonly elements = new ElementIndex(this.store);
  readonly activities = new ActivityIndex(this.store);
  readonly notable = new NotableIndex(this.store);
  readonly folder = new Folder(this.store);
  /** Null while the simulation goes on. */
  end: RunEnd | null = null;

  constructor(scenario: Scenario | null) {
    this.scenario = scenario;
  }

  append(batch: EventBatch): void {
    this.store.append(batch);
    this.elements.update();
    this.activities.update();
    this.notable.update();
  }
}
