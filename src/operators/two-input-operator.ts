/** An operator with two inputs, whose watermark is the smaller of both. `TwoInputStreamOperator`, `AbstractStreamOperator`. */
import { CombinedWatermark } from "../time/combined-watermark.ts";
import { StreamOperator } from "./operator.ts";

/** What comes to an operator by one of its inputs. `Input`. */
export interface OperatorInput {
  /** Sets the key of the element; called before `processElement`. */
  setKeyContext(value: unknown): void;
  processElement(value: unknown, timestampMs: number): void;
  processWatermark(timestampMs: number): void;
  processStatus(idle: boolean): void;
}

/** The base of all operators with two inputs. */
export abstract class TwoInputOperator extends StreamOperator {
  /** First and second. */
  readonly inputs: readonly [OperatorInput, OperatorInput];
  readonly #combined = new CombinedWatermark(2);

  constructor() {
    super();
    this.inputs = [
      this.#input(
        0,
        (value) => this.setKeyContext1(value),
        (value, timestampMs) => this.processElement1(value, timestampMs),
      ),
      this.#input(
        1,
        (value) => this.setKeyContext2(value),
        (value, timestampMs) => this.processElement2(value, timestampMs),
      ),
    ];
  }

  abstract processElement1(value: unknown, timestampMs: number): void;
  abstract processElement2(value: unknown, timestampMs: number): void;

  setKeyContext1(_value: unknown): void {}
  setKeyContext2(_value: unknown): void {}

  /** The watermark of both inputs. Fires due timers, then forwards; overridden by operators with timers. */
  processWatermark(timestampMs: number): void {
    this.ctx.output.emitWatermark(timestampMs);
  }

  #input(
    index: 0 | 1,
    setKeyContext: OperatorInput["setKeyContext"],
    processElement: OperatorInput["processElement"],
  ): OperatorInput {
    return {
      setKeyContext,
      processElement,
      processWatermark: (timestampMs) => {
        if (this.#combined.updateWatermark(index, timestampMs)) this.#advance();
      },
      processStatus: (idle) => {
        const wasIdle = this.#combined.idle;
        if (this.#combined.updateStatus(index, idle)) this.#advance();
        if (wasIdle !== this.#combined.idle) this.ctx.output.emitStatus(idle);
      },
    };
  }

  #advance(): void {
    const { watermark } = this.#combined;
    const { trace, task } = this.ctx;
    if (trace.buffers) trace.step("wm.advance", { task, ch: -1, x: watermark, ext: { input: 0 } });
    this.processWatermark(watermark);
  }
}
