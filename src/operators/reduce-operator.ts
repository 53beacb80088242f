import type { KeySelector, ReduceFunction } from "../api/functions.ts";
import type { ValueState } from "../api/state.ts";
import { ValueStateDescriptor } from "../api/state-descriptors.ts";
import type { MaybeStep } from "../task/step.ts";
import type { TypeInformation } from "../types/declared-type.ts";
import { cloneFunction } from "./clone-function.ts";
import { FunctionOperator } from "./function-operator.ts";
import type { OperatorFactory } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";

/** The reduction so far of each key, for every element, with its timestamp. `StreamGroupedReduceOperator`. */
export class ReduceOperator extends FunctionOperator<ReduceFunction<unknown>> {
  private readonly apply: (accumulated: unknown, value: unknown) => unknown;
  private readonly type: TypeInformation<unknown> | null;
  private state!: ValueState<unknown>;

  /** @param type of the records, as far as it was declared */
  constructor(
    fn: ReduceFunction<unknown>,
    keySelector: KeySelector<unknown, unknown>,
    type: TypeInformation<unknown> | null,
  ) {
    super(fn, keySelector);
    this.type = type;
    this.apply = typeof fn === "function" ? fn : (accumulated, value) => fn.reduce(accumulated, value);
  }

  override open(): MaybeStep {
    const backend = this.ctx.keyedState;
    if (backend === null)
      throw new Error(`The reduce operator "${this.ctx.operatorName}" needs a keyed stream: put keyBy before it.`);
    // Without a type the second argument is the default value.
    this.state = backend.state(new ValueStateDescriptor<unknown>("_op_state", this.type));
    return super.open();
  }

  override processElement(value: unknown, timestampMs: number): void {
    const accumulated = this.state.value();
    const result = accumulated === null ? value : this.apply(accumulated, value);
    if (typeof result === "object") refusePromise(result, this.ctx.operatorName);
    this.state.update(result);
    this.ctx.output.collect(result, timestampMs);
  }
}

/** Each call of `create` works on its own copy of the function. */
export function reduceOperatorFactory(
  fn: ReduceFunction<unknown>,
  keySelector: KeySelector<unknown, unknown>,
  type: TypeInformation<unknown> | null = null,
): OperatorFactory {
  return {
    kind: "StreamGroupedReduceOperator",
    create: () => new ReduceOperator(cloneFunction(fn), keySelector, type),
  };
}
