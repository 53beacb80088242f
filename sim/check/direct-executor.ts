/**
 * The reference of the outcome verdict: the job's own functions and operators, one instance each, called one record after
 * another. No cluster, no channels, no checkpoints, no time: all records, then the last watermark. What it gives is what a
 * confluent job must give on any cluster.
 */
import type { SourceReader, SourceSplit, SplitEnumerator } from "../../src/api/source.ts";
import { DiscardingSink } from "../../src/connectors/discarding-sink.ts";
import type { LogSink } from "../../src/connectors/log-sink.ts";
import type { ChainedOperator, JobGraph } from "../../src/graph/job-graph.ts";
import { AsyncWaitOperator } from "../../src/operators/async/async-wait-operator.ts";
import {
  OneInputOperator,
  type OperatorContext,
  type ProcessingTimer,
  type StreamOperator,
} from "../../src/operators/operator.ts";
import { StreamSource } from "../../src/operators/stream-source.ts";
import { TwoInputOperator } from "../../src/operators/two-input-operator.ts";
import { HeapKeyedStateBackend } from "../../src/state/heap-keyed-state-backend.ts";
import { HeapOperatorStateBackend } from "../../src/state/heap-operator-state-backend.ts";
import { CopyingChainTarget, FanOutput, OutputTarget } from "../../src/task/outputs.ts";
import { isStep, type MaybeStep } from "../../src/task/step.ts";
import { MAX_TIMESTAMP } from "../../src/time/timestamps.ts";
import type { Inputs } from "../../src/world.ts";
import type { KeyedEntropy } from "../kernel/entropy.ts";
import type { SimulatedService } from "../services/simulated-service.ts";
import { SILENT_TRACE } from "../trace/silent-trace.ts";
import { DirectRequests, DirectServices } from "./direct-requests.ts";

/** Polls of a source in a row that may give nothing. */
const MAX_IDLE_POLLS = 1000;
/** A source function that goes on after so many calls does not end. */
const MAX_CALLS = 100_000;
const RECORDS_A_CALL = 1000;

/** Takes the place of a sink: its lines by log. */
class Collector extends OutputTarget {
  readonly #sink: LogSink<unknown>;
  readonly #lines: string[];

  constructor(sink: LogSink<unknown>, lines: string[]) {
    super();
    this.#sink = sink;
    this.#lines = lines;
  }

  collect(value: unknown): void {
    this.#lines.push(this.#sink.serialize(value));
  }

  emitWatermark(): void {}
  emitStatus(): void {}
}

/** Waits for the last watermark of all inputs of an operator. */
class LastWatermark extends OutputTarget {
  readonly #target: OutputTarget;
  #missing: number;

  constructor(target: OutputTarget, inputs: number) {
    super();
    this.#target = target;
    this.#missing = inputs;
  }

  collect(value: unknown, timestampMs: number): void {
    this.#target.collect(value, timestampMs);
  }

  emitWatermark(timestampMs: number): void {
    if (timestampMs !== MAX_TIMESTAMP || --this.#missing > 0) return;
    this.#target.emitWatermark(timestampMs);
  }

  emitStatus(): void {}
}

/** What a direct execution gives. */
export interface DirectExecution {
  /** Lines of each log, in the order in which they were written. */
  readonly outputs: ReadonlyMap<string, string[]>;
}

/** An operator that is open. */
interface Started {
  readonly operator: StreamOperator;
  /** Of an async operator. */
  readonly requests: DirectRequests | null;
}

/** What operators ask for beside their input. */
interface Outside {
  readonly entropy: KeyedEntropy;
  readonly services: DirectServices;
}

/** Throws one sentence when the job has a sink or a step that only a cluster can run. */
export function executeDirectly(
  graph: JobGraph,
  inputs: Inputs,
  entropy: KeyedEntropy,
  services: Readonly<Record<string, SimulatedService>> = {},
): DirectExecution {
  const outside: Outside = { entropy, services: new DirectServices(services) };
  const outputs = new Map<string, string[]>();
  /** By vertex: where the records of each of its edges go, by type number. */
  const heads = new Map<number, readonly OutputTarget[]>();
  const started: Started[] = [];
  const sources: (() => void)[] = [];
  // Consumers first: a producer's output needs them.
  for (const vertex of [...graph.vertices].reverse()) {
    const targets: (readonly OutputTarget[])[] = new Array(vertex.chain.length).fill([]);
    for (let i = vertex.chain.length - 1; i >= 0; i--) {
      const chained = vertex.chain[i];
      const output = outputOf(chained, targets, heads);
      if (chained.source !== null) sources.push(() => readSource(chained, output, inputs, entropy));
      else if (vertex.task === "SourceStreamTask" && i === 0)
        sources.push(() =>
          runSourceFunction(chained, contextOf(chained, output, vertex.maxParallelism, entropy, null)),
        );
      else targets[i] = targetsOf(chained, output, vertex.maxParallelism, outputs, started, outside);
    }
    const edgesInto = (input: number) => vertex.inputs.filter(({ typeNumber }) => inputOf(typeNumber) === input).length;
    heads.set(
      vertex.index,
      targets[0].map((target, input) => new LastWatermark(target, edgesInto(input))),
    );
  }
  for (const read of sources) read();
  // Producers first: what an operator emits at the end of its input reaches the next one before that one ends.
  for (const { operator, requests } of started.reverse()) {
    // In a job the last answers come before the end of the input or after it; here all are given their time.
    if (operator instanceof AsyncWaitOperator) requests?.workOff(() => operator.queued === 0);
    for (let input = 1; input <= (operator instanceof TwoInputOperator ? 2 : 1); input++)
      settle(operator.endInput(input));
    settle(operator.finish());
    settle(operator.close());
  }
  return { outputs };
}

function outputOf(
  chained: ChainedOperator,
  targets: readonly (readonly OutputTarget[])[],
  heads: ReadonlyMap<number, readonly OutputTarget[]>,
): FanOutput {
  const main: OutputTarget[] = [];
  const side = new Map<string, OutputTarget[]>();
  const add = (id: string | null, target: OutputTarget | undefined) => {
    if (target === undefined) return;
    if (id === null) main.push(target);
    else side.set(id, [...(side.get(id) ?? []), target]);
  };
  for (const { target, sideOutputId } of chained.inChainOutputs) add(sideOutputId, targets[target][0]);
  for (const edge of chained.networkOutputs) add(edge.sideOutputId, heads.get(edge.target)?.[inputOf(edge.typeNumber)]);
  return new FanOutput(main, side);
}

/** From 0. A type number counts the inputs of an operator with two from 1, and is 0 for one with a single input. */
function inputOf(typeNumber: number): number {
  return Math.max(0, typeNumber - 1);
}

/** One target for each input; none for an operator that only a cluster needs. */
function targetsOf(
  chained: ChainedOperator,
  output: FanOutput,
  maxParallelism: number,
  outputs: Map<string, string[]>,
  started: Started[],
  outside: Outside,
): readonly OutputTarget[] {
  if (chained.sink !== null) {
    if (chained.sink.role === "committer" || chained.sink.sink instanceof DiscardingSink) return [];
    const sink = chained.sink.sink as Partial<LogSink<unknown>>;
    if (sink.log === undefined || sink.serialize === undefined)
      throw new Error(`The sink ${chained.name} does not say what it writes, so its output cannot be compared.`);
    const lines = outputs.get(sink.log) ?? [];
    outputs.set(sink.log, lines);
    return [new Collector(sink as LogSink<unknown>, lines)];
  }
  const operator = chained.factory?.create();
  if (!(operator instanceof OneInputOperator || operator instanceof TwoInputOperator))
    throw new Error(`The operator ${chained.name} cannot run outside a cluster.`);
  const requests = operator instanceof AsyncWaitOperator ? new DirectRequests(outside.services) : null;
  operator.setup(contextOf(chained, output, maxParallelism, outside.entropy, requests));
  settle(operator.initializeState(0));
  settle(operator.open());
  started.push({ operator, requests });
  const inputs = operator instanceof TwoInputOperator ? operator.inputs : [operator];
  return inputs.map((input) => new CopyingChainTarget(input));
}

function contextOf(
  chained: ChainedOperator,
  output: FanOutput,
  maxParallelism: number,
  entropy: KeyedEntropy,
  requests: DirectRequests | null,
): OperatorContext {
  const key = chained.keys.find((one) => one !== null);
  const keyType = key?.keyType ?? null;
  const keyed =
    key === undefined
      ? null
      : new HeapKeyedStateBackend({
          maxParallelism,
          firstKeyGroup: 0,
          lastKeyGroup: maxParallelism - 1,
          keyType,
        });
  return {
    task: -1,
    operatorId: chained.operatorId,
    operatorName: chained.name,
    subtaskIndex: 0,
    parallelism: 1,
    maxParallelism,
    attemptNumber: 0,
    output,
    // Time stands still: a confluent job does not depend on it.
    processingTime: requests ?? {
      currentTimeMs: () => 0,
      register: () => ({}) as ProcessingTimer,
      cancel: () => {},
    },
    keyedState: keyed,
    operatorState: new HeapOperatorStateBackend(),
    trace: SILENT_TRACE,
    metrics: { lateRecordsDropped: 0 },
    external: requests ?? { send: unsupported, ask: unsupported },
    mailbox: requests ?? { execute: unsupported, yieldUntil: unsupported },
    failTask(error) {
      throw error;
    },
    draws: (purpose, entity) => entropy.draws(purpose, `direct ${entity}`),
    autoWatermarkIntervalMs: 0,
  };
}

function readSource(chained: ChainedOperator, output: FanOutput, inputs: Inputs, entropy: KeyedEntropy): void {
  const spec = chained.source;
  if (spec === null) return;
  const assigner = spec.watermarkStrategy.createTimestampAssigner();
  // Later than anything is due; where a record has to wait for another one, the clock goes on.
  let now = 2 ** 52;
  const reader = spec.source.createReader({
    subtaskIndex: 0,
    parallelism: 1,
    now: () => now,
    processingTimeMs: () => 0,
    sendSplitRequest: () => enumerator.handleSplitRequest(0),
    input: (name) => inputs.records(name),
    draws: (purpose, entity) => entropy.draws(purpose, entity),
  }) as SourceReader<unknown, SourceSplit>;
  const context = {
    currentParallelism: () => 1,
    registeredReaders: () => [0],
    assignSplit: (split: SourceSplit) => reader.addSplits([split]),
    assignSplits: (assignment: ReadonlyMap<number, readonly SourceSplit[]>) =>
      reader.addSplits(assignment.get(0) ?? []),
    signalNoMoreSplits: () => reader.notifyNoMoreSplits(),
  };
  // The graph does not know the types of the source; reader and enumerator come from the same one.
  const enumerator = spec.source.createEnumerator(context as never) as SplitEnumerator<SourceSplit, unknown>;
  enumerator.start();
  enumerator.addReader(0);
  reader.start();
  let idlePolls = 0;
  const splitOutput = {
    collect(value: unknown, timestampMs: number) {
      idlePolls = 0;
      output.collect(value, assigner(value, timestampMs));
    },
  };
  const readerOutput = {
    createOutputForSplit: () => splitOutput,
    releaseOutputForSplit() {},
    mayContinue: () => true,
  };
  for (let status = reader.pollNext(readerOutput); status !== "end-of-input"; status = reader.pollNext(readerOutput)) {
    if (++idlePolls > MAX_IDLE_POLLS) throw new Error("A source has records that never come due.");
    if (status === "more-available") continue;
    const at = reader.availableAtMicros();
    if (Number.isFinite(at)) now = Math.max(now, at);
    // What it waits for is no time: a source may let so many records go from checkpoint to checkpoint.
    else reader.notifyCheckpointComplete?.(0);
  }
  output.emitWatermark(MAX_TIMESTAMP);
}

/** Its sleeps take no time, and its answers do not come: there are no outside systems. */
function runSourceFunction(chained: ChainedOperator, context: OperatorContext): void {
  const source = chained.factory?.create();
  if (!(source instanceof StreamSource)) throw new Error(`The source ${chained.name} cannot run outside a cluster.`);
  let now = 0;
  source.attach({
    now: () => now,
    draws: unsupported,
    input: unsupported,
    sendToCoordinator: unsupported,
    objectReuse: false,
    task: { processing() {}, hasRoom: () => true, wake() {} },
  });
  source.setup(context);
  settle(source.initializeState(0));
  settle(source.open());
  for (let calls = 0; source.emitNext(RECORDS_A_CALL) !== "end-of-input"; calls++) {
    if (calls > MAX_CALLS) throw new Error(`The source ${chained.name} does not end.`);
    now = Math.max(now, source.availableAtMicros());
  }
  source.endOfInput();
  settle(source.close());
}

function settle(value: MaybeStep<unknown>): void {
  if (isStep(value) && value.next().done !== true)
    throw new Error("A life-cycle step waits for an outside system, which a direct execution does not have.");
}

function unsupported(): never {
  throw new Error("A direct execution has no outside systems.");
}
