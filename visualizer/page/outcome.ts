/** What came out of a run, as far as its trace tells. */
import type { ViewState } from "../fold/view-state.ts";

/** Counts at the end of a run. */
export interface Outcome {
  /** Records that readers of committed output see; null: the job writes to no log. */
  readonly visible: number | null;
  /** Records that were written and not committed. */
  readonly pending: number;
  /** Times that a record came too late; one that was read again after a restart counts again. */
  readonly late: number;
}

/** The outcome at the last event of a run. */
export function outcomeOf({ logs, tasks }: ViewState): Outcome {
  let pending = 0;
  let visible = 0;
  for (const log of logs.values()) {
    visible += log.committed;
    pending += log.pending;
  }
  let late = 0;
  for (const task of tasks.values()) late += task.late;
  return { visible: logs.size === 0 ? null : visible, pending, late };
}
