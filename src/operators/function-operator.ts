import type { KeySelector } from "../api/functions.ts";
import type { MaybeStep } from "../task/step.ts";
import { OneInputOperator } from "./operator.ts";
import { closeFunction, openFunction } from "./udf-context.ts";

/** Gives the key of a record; null where the stream is not keyed. */
export type RecordKey = KeySelector<unknown, unknown> | null;

/** An operator around one user function, whose life cycle it drives. `AbstractUdfStreamOperator`. */
// biome-ignore lint/complexity/noBannedTypes: a user function of any signature.
export abstract class FunctionOperator<F extends object | Function> extends OneInputOperator {
  protected readonly fn: F;
  private readonly keySelector: RecordKey;

  /**
   * @param fn this attempt's own copy
   * @param keySelector behind `keyBy`: of the key whose state the function has, whichever kind of function it is
   */
  constructor(fn: F, keySelector: RecordKey = null) {
    super();
    this.fn = fn;
    this.keySelector = keySelector;
  }

  override setKeyContext(value: unknown): void {
    if (this.keySelector !== null) this.ctx.keyedState!.setCurrentKey(this.keySelector(value));
  }

  protected override userFunction(): object | null {
    return typeof this.fn === "object" ? this.fn : null;
  }

  override open(): MaybeStep {
    openFunction(this.fn, this.ctx);
  }

  override close(): MaybeStep {
    closeFunction(this.fn);
  }
}
