import type { AsyncCalls } from "../../api/async-function.ts";
import { type KeyedDraws, nodeId } from "../../world.ts";
import type { OperatorContext } from "../operator.ts";

const REQUEST_BYTES = 60;

/** How the async function of one subtask reaches services and the clock. */
export class OperatorAsyncCalls implements AsyncCalls {
  readonly #ctx: OperatorContext;
  readonly #draws: KeyedDraws;

  constructor(ctx: OperatorContext) {
    this.#ctx = ctx;
    this.#draws = ctx.draws("async-delay", `${ctx.operatorId}/${ctx.subtaskIndex}/${ctx.attemptNumber}`);
  }

  request<Reply>(
    service: string,
    request: unknown,
    onReply: (reply: Reply) => void,
    sizeBytes: number = REQUEST_BYTES,
  ): void {
    // What a service answers is what its author says it answers.
    this.#ctx.external.send(nodeId(service), request, sizeBytes, (reply) => onReply(reply as Reply));
  }

  after(delayMs: number, callback: () => void): void {
    const { processingTime } = this.#ctx;
    // A timer for T is due one ms after T.
    const timestampMs = processingTime.currentTimeMs() + Math.max(0, Math.trunc(delayMs)) - 1;
    processingTime.register(timestampMs, { onProcessingTime: callback });
  }

  afterBetween(minMs: number, maxMs: number, callback: () => void): void {
    this.after(minMs + this.#draws.below(Math.max(0, Math.trunc(maxMs - minMs)) + 1), callback);
  }
}
