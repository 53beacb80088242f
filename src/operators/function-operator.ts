import type { MaybeStep } from "../task/step.ts";
import { OneInputOperator } from "./operator.ts";
import { closeFunction, openFunction } from "./udf-context.ts";

/** An operator around one user function, whose life cycle it drives. `AbstractUdfStreamOperator`. */
// biome-ignore lint/complexity/noBannedTypes: a user function of any signature.
export abstract class FunctionOperator<F extends object | Function> extends OneInputOperator {
  protected readonly fn: F;

  /** @param fn this attempt's own copy */
  constructor(fn: F) {
    super();
    this.fn = fn;
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
