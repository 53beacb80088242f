/** The operators of one task, wired to each other and to the network (`OperatorChain`). */
import type { ChainedOperator, JobVertex } from "../graph/job-graph.ts";
import type { RecordWriter } from "../network/record-writer.ts";
import { CommitterOperator } from "../operators/committer-operator.ts";
import { OneInputOperator, type OperatorContext, type Output, type StreamOperator } from "../operators/operator.ts";
import type { SourceEnvironment } from "../operators/polled-source.ts";
import { SinkWriterOperator } from "../operators/sink-writer-operator.ts";
import { SourceOperator } from "../operators/source-operator.ts";
import { StreamSource } from "../operators/stream-source.ts";
import { TwoInputOperator } from "../operators/two-input-operator.ts";
import { OPERATOR_CALLS, type OperatorCall } from "../trace/kinds.ts";
import { MIN_PRIORITY } from "./mailbox.ts";
import {
  ChainTarget,
  CopyingChainTarget,
  FanOutput,
  NetworkTarget,
  type OutputTarget,
  type WriteMeter,
} from "./outputs.ts";
import type { ProcessingTimers } from "./processing-timers.ts";
import { isStep, type MaybeStep, type Step } from "./step.ts";

/** Builds what an operator sees of its task, given its output and its place: the head's depth is 0, the next one's 1. */
export type ContextOf = (operator: ChainedOperator, output: Output, depth: number) => OperatorContext;

/** `pipeline.object-reuse`, and whether the job takes checkpoints. */
export interface ChainOptions {
  readonly objectReuse: boolean;
  readonly checkpointing: boolean;
}

/** The operators of one attempt, ready to be opened. */
export class OperatorChain {
  /** Head first. */
  readonly operators: readonly StreamOperator[];
  readonly contexts: readonly OperatorContext[];
  /** The operators that can be full. */
  readonly #yielding: { readonly operator: StreamOperator; readonly depth: number }[] = [];

  /** @param writers one per data set that the vertex produces, in order */
  constructor(
    vertex: JobVertex,
    writers: readonly RecordWriter[],
    contextOf: ContextOf,
    source: SourceEnvironment,
    meter: WriteMeter,
    options: ChainOptions,
  ) {
    const operators: StreamOperator[] = new Array(vertex.chain.length);
    const contexts: OperatorContext[] = new Array(vertex.chain.length);
    const depths = depthsOf(vertex);
    // Tail first: an operator's output needs the operators behind it.
    for (let i = vertex.chain.length - 1; i >= 0; i--) {
      const chained = vertex.chain[i];
      const operator = createOperator(chained, source, options.checkpointing);
      const context = contextOf(chained, outputOf(chained, operators, writers, meter, options.objectReuse), depths[i]);
      operator.setup(context);
      if (operator.waitsForRoom !== undefined) this.#yielding.push({ operator, depth: depths[i] });
      operators[i] = operator;
      contexts[i] = context;
    }
    this.operators = operators;
    this.contexts = contexts;
  }

  get head(): StreamOperator {
    return this.operators[0];
  }

  /** Depth of the last operator that is full, `MIN_PRIORITY` if none is. */
  fullDepth(): number {
    let depth = MIN_PRIORITY;
    for (let i = 0; i < this.#yielding.length; i++) {
      const one = this.#yielding[i];
      if (one.depth > depth && one.operator.waitsForRoom?.() === true) depth = one.depth;
    }
    return depth;
  }

  /** The trace learns that an operator is called. @param checkpoint -1: the call is about none @param input 1 or 2 of two */
  tell(operator: number, call: OperatorCall, checkpoint = -1, input = 0): void {
    const { trace, task } = this.contexts[operator];
    if (trace.buffers)
      trace.emit("op.call", { task, ch: checkpoint, a: OPERATOR_CALLS.indexOf(call), b: operator, x: input });
  }

  /** Tail to head, so that what an operator emits while opening finds the next one open. */
  *open(restoredCheckpoint: number): Step {
    for (let i = this.operators.length - 1; i >= 0; i--) {
      this.tell(i, "initialize-state");
      const initialized = this.operators[i].initializeState(restoredCheckpoint);
      if (isStep(initialized)) yield* initialized;
      this.tell(i, "open");
      const opened = this.operators[i].open();
      if (isStep(opened)) yield* opened;
    }
  }

  /** One of the two inputs of the head has ended. */
  *endHeadInput(input: number): Step {
    this.tell(0, "end-input", -1, input);
    const ended = this.head.endInput(input);
    if (isStep(ended)) yield* ended;
  }

  /** Head to tail: each operator finishes before the next (`StreamOperatorWrapper.finish`). */
  *finish(timers: readonly ProcessingTimers[]): Step {
    for (let i = 0; i < this.operators.length; i++) {
      // A head with two inputs was told when each of them ended.
      if (!(this.operators[i] instanceof TwoInputOperator)) {
        this.tell(i, "end-input");
        const ended = this.operators[i].endInput(1);
        if (isStep(ended)) yield* ended;
      }
      timers[i].quiesce();
      this.tell(i, "finish");
      const finished = this.operators[i].finish();
      if (isStep(finished)) yield* finished;
    }
  }

  /** Tail to head. */
  *close(): Step {
    for (let i = this.operators.length - 1; i >= 0; i--) {
      this.tell(i, "close");
      const closed = this.operators[i].close();
      if (isStep(closed)) yield* closed;
    }
  }

  /** After a failure: errors are not reported, and nothing is waited for (`StreamTask.cleanUp`). */
  closeQuietly(): void {
    for (let i = this.operators.length - 1; i >= 0; i--) {
      try {
        this.tell(i, "close");
        const step: MaybeStep = this.operators[i].close();
        if (isStep(step)) step.next();
      } catch {
        // The first failure is the one that counts.
      }
    }
  }
}

/** By position in the chain. */
function depthsOf({ chain }: JobVertex): readonly number[] {
  const depths: number[] = new Array(chain.length).fill(0);
  // An operator stands before those behind it.
  for (const { index, inChainOutputs } of chain)
    for (const { target } of inChainOutputs) depths[target] = depths[index] + 1;
  return depths;
}

function createOperator(chained: ChainedOperator, source: SourceEnvironment, checkpointing: boolean): StreamOperator {
  if (chained.source !== null) return new SourceOperator(chained.source, source);
  if (chained.sink !== null)
    return chained.sink.role === "writer"
      ? new SinkWriterOperator(chained.sink, checkpointing)
      : new CommitterOperator(chained.sink, checkpointing);
  if (chained.factory === null) throw new Error(`The operator ${chained.name} has nothing to run.`);
  const operator = chained.factory.create();
  if (operator instanceof StreamSource) operator.attach(source);
  return operator;
}

function outputOf(
  chained: ChainedOperator,
  operators: readonly StreamOperator[],
  writers: readonly RecordWriter[],
  meter: WriteMeter,
  objectReuse: boolean,
): Output {
  const main: OutputTarget[] = [];
  const side = new Map<string, OutputTarget[]>();
  const add = (sideOutputId: string | null, target: OutputTarget) => {
    if (sideOutputId === null) main.push(target);
    else side.set(sideOutputId, [...(side.get(sideOutputId) ?? []), target]);
  };
  for (const { target, sideOutputId } of chained.inChainOutputs) {
    const next = operators[target];
    if (!(next instanceof OneInputOperator))
      throw new Error(`Only operators with one input can be chained behind ${chained.name}.`);
    add(
      sideOutputId,
      objectReuse ? new ChainTarget(next) : new CopyingChainTarget(next, `chain behind ${chained.operatorId}`),
    );
  }
  for (const edge of chained.networkOutputs)
    add(edge.sideOutputId, new NetworkTarget(writers[edge.sourceOutput], meter));
  return main.length === 1 && side.size === 0 ? main[0] : new FanOutput(main, side);
}
