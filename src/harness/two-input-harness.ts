import type { KeySelector } from "../api/functions.ts";
import type { TwoInputOperator } from "../operators/two-input-operator.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { type HarnessOptions, type HarnessSubtask, OperatorHarness } from "./operator-harness.ts";

/** First or second. */
export type InputNumber = 1 | 2;

/** How the elements of an input find their subtask: by key, to the first one, or to all. */
export type InputRouting = { readonly keySelector: KeySelector<unknown, unknown> } | "first" | "broadcast";

/** What a harness of an operator with two inputs runs, and where. */
export interface TwoInputHarnessOptions extends HarnessOptions<TwoInputOperator> {
  /** Of the first and the second input; default "first". The operator is keyed if one of them is. */
  readonly routing?: readonly [InputRouting, InputRouting];
}

/** Watermarks, statuses and the clock go to all subtasks. `KeyedTwoInputStreamOperatorTestHarness`. */
export class TwoInputHarness extends OperatorHarness<TwoInputOperator> {
  readonly #routing: readonly [InputRouting, InputRouting];

  constructor(options: TwoInputHarnessOptions) {
    const { routing = ["first", "first"] } = options;
    super(
      options,
      routing.some((one) => typeof one === "object"),
    );
    this.#routing = routing;
  }

  /** @param timestampMs left out for a record without timestamp */
  processElement(input: InputNumber, value: unknown, timestampMs: number = NO_TIMESTAMP): void {
    for (const subtask of this.#receivers(input, value)) {
      const to = subtask.operator.inputs[input - 1];
      to.setKeyContext(value);
      to.processElement(value, timestampMs);
      this.settle(subtask);
    }
  }

  processWatermark(input: InputNumber, timestampMs: number): void {
    for (const subtask of this.subtasks) {
      subtask.operator.inputs[input - 1].processWatermark(timestampMs);
      this.settle(subtask);
    }
  }

  processStatus(input: InputNumber, idle: boolean): void {
    for (const subtask of this.subtasks) {
      subtask.operator.inputs[input - 1].processStatus(idle);
      this.settle(subtask);
    }
  }

  #receivers(input: InputNumber, value: unknown): readonly HarnessSubtask<TwoInputOperator>[] {
    const routing = this.#routing[input - 1];
    if (routing === "broadcast") return this.subtasks;
    const index = routing === "first" ? 0 : this.subtaskOfKey(routing.keySelector(value));
    return [this.subtasks[index]];
  }
}
