import type { KeySelector } from "../api/functions.ts";
import type { OneInputOperator } from "../operators/operator.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { type HarnessOptions, OperatorHarness } from "./operator-harness.ts";

/** What a harness of an operator with one input runs, and where. */
export interface OneInputHarnessOptions extends HarnessOptions<OneInputOperator> {
  /** Routes elements to subtasks and makes the operator keyed; without it elements go to subtask 0. */
  readonly keySelector?: KeySelector<unknown, unknown>;
}

/**
 * Elements go to the subtask that owns their key group; watermarks, statuses and the clock go to all.
 * `KeyedOneInputStreamOperatorTestHarness`.
 */
export class OneInputHarness extends OperatorHarness<OneInputOperator> {
  readonly #keySelector: KeySelector<unknown, unknown> | null;

  constructor(options: OneInputHarnessOptions) {
    super(options, options.keySelector !== undefined);
    this.#keySelector = options.keySelector ?? null;
  }

  /** @param timestampMs left out for a record without timestamp */
  processElement(value: unknown, timestampMs: number = NO_TIMESTAMP): void {
    const subtask = this.subtasks[this.subtaskOf(value)];
    subtask.operator.setKeyContext(value);
    subtask.operator.processElement(value, timestampMs);
    this.settle(subtask);
  }

  processWatermark(timestampMs: number): void {
    for (const subtask of this.subtasks) {
      subtask.operator.processWatermark(timestampMs);
      this.settle(subtask);
    }
  }

  processStatus(idle: boolean): void {
    for (const subtask of this.subtasks) {
      subtask.operator.processStatus(idle);
      this.settle(subtask);
    }
  }

  /** Index of the subtask that owns an element. */
  subtaskOf(value: unknown): number {
    return this.#keySelector === null ? 0 : this.subtaskOfKey(this.#keySelector(value));
  }
}
