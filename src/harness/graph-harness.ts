/** All operators between the inputs of a program and the stream that it gives, each with one subtask, one call at a time. */
import { OneInputTransformation, type Transformation } from "../graph/transformation.ts";
import { TIMESTAMPS_AND_WATERMARKS } from "../operators/timestamps-and-watermarks-operator.ts";
import { WatermarkValve } from "../time/watermark-valve.ts";
import { copyValue } from "../types/structural-copy.ts";
import type { Emitted, SideRecord } from "./harness-output.ts";
import { keysWithState } from "./keys-with-state.ts";
import { OneInputHarness } from "./one-input-harness.ts";
import { type OperatorInGraph, type Origin, operatorGraphOf } from "./operator-graph.ts";
import type { HarnessSnapshot } from "./operator-harness.ts";
import { type EndOfStream, oneInputHarnessOf, twoInputHarnessOf } from "./stream-harness.ts";
import type { InputNumber, TwoInputHarness } from "./two-input-harness.ts";

/** How a graph is run. */
export interface GraphHarnessOptions {
  /** The test brings timestamps and watermarks: `assignTimestampsAndWatermarks` lets everything pass as it is. */
  readonly timeIsGiven?: boolean;
}

/** What takes the elements of an origin: one channel of one input of an operator, or the end of the graph. */
interface Consumer {
  take(emitted: Emitted): void;
}

/**
 * As a job of one subtask an operator, without network and clock: what an operator sends goes through all that is behind it
 * before the next element. Records are copied from operator to operator, as in a chain; those that the
 * test brings and takes are its own.
 */
export class GraphHarness {
  readonly #nodes: readonly Node[];
  readonly #inputs: readonly Transformation[];
  readonly #consumers = new Map<Transformation, Map<string | null, Consumer[]>>();
  readonly #results: readonly Origin[];
  #output: Emitted[] = [];
  #side: SideRecord[] = [];

  /**
   * Throws where the stream comes from a source that is none of the inputs.
   *
   * @param inputs made by `inputStream`
   */
  constructor(inputs: readonly EndOfStream[], result: EndOfStream, options: GraphHarnessOptions = {}) {
    this.#inputs = inputs.map(({ transformation }) => transformation);
    const isPassedOver = ({ factory }: OneInputTransformation) =>
      options.timeIsGiven === true && factory.kind === TIMESTAMPS_AND_WATERMARKS;
    const graph = operatorGraphOf(result.transformation, this.#inputs, isPassedOver);
    this.#nodes = graph.operators.map((one) => new Node(one, () => this.#flush()));
    this.#results = graph.results;
    this.#connect();
  }

  /** Starts the operators, the last one first, fresh or from a snapshot. */
  open(from: readonly HarnessSnapshot[] | null = null): void {
    this.#connect();
    for (let i = this.#nodes.length - 1; i >= 0; i--) this.#nodes[i].harness.open(from?.[i] ?? null);
    this.#flush();
  }

  /** @param input 0 for the first */
  processElement(input: number, value: unknown, timestampMs: number): void {
    this.#deliver(this.#inputs[input], null, { kind: "record", value, timestampMs, subtask: 0 });
  }

  /** @param input 0 for the first */
  processWatermark(input: number, timestampMs: number): void {
    this.#deliver(this.#inputs[input], null, { kind: "watermark", timestampMs, subtask: 0 });
  }

  /** Moves the clock; the operators see it one after the other, those first that feed others. */
  setProcessingTime(nowMs: number): void {
    for (const { harness } of this.#nodes) {
      harness.setProcessingTime(nowMs);
      this.#flush();
    }
  }

  /** One an operator, in an order that is the same for the same program. */
  snapshot(): HarnessSnapshot[] {
    return this.#nodes.map(({ harness }) => harness.snapshot());
  }

  /** Entries of keyed state, over all operators. */
  numStateEntries(): number {
    return this.#nodes.reduce((sum, { harness }) => sum + harness.numStateEntries(), 0);
  }

  /** Keys of each operator that hold state, over all operators. */
  numKeysWithState(): number {
    return this.#nodes.reduce((sum, { harness }) => {
      const backend = harness.keyedState();
      return sum + (backend === null ? 0 : keysWithState(backend));
    }, 0);
  }

  /** Registered timers in event time, over all operators. */
  numEventTimeTimers(): number {
    return this.#nodes.reduce((sum, { harness }) => sum + harness.numEventTimeTimers(), 0);
  }

  /** What the stream gave since the last call. */
  takeOutput(): Emitted[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  /** Side outputs of the last operator since the last call. */
  takeSideOutput(): SideRecord[] {
    const side = this.#side;
    this.#side = [];
    return side;
  }

  /** Anew with each start: what watermarks have come is in no snapshot. */
  #connect(): void {
    this.#consumers.clear();
    for (const node of this.#nodes)
      node.inputs.forEach((origins, input) => {
        this.#read(origins, (emitted, from) =>
          node.process(input, this.#inputs.includes(from) ? emitted : copyOf(emitted)),
        );
      });
    this.#read(this.#results, (emitted) => this.#output.push(emitted));
  }

  /** Elements of all origins as one input: its watermark is the least of them. */
  #read(origins: readonly Origin[], take: (emitted: Emitted, from: Transformation) => void): void {
    const [first] = origins;
    const valve = new WatermarkValve(origins.length, {
      onWatermark: (timestampMs) => take({ kind: "watermark", timestampMs, subtask: 0 }, first.from),
      onStatus: (idle) => take({ kind: "status", idle, subtask: 0 }, first.from),
    });
    origins.forEach(({ from, tagId }, channel) => {
      const tags = this.#consumers.get(from) ?? new Map<string | null, Consumer[]>();
      this.#consumers.set(from, tags);
      const consumer: Consumer = {
        take(emitted) {
          if (emitted.kind === "watermark") valve.inputWatermark(emitted.timestampMs, channel);
          else if (emitted.kind === "status") valve.inputStatus(emitted.idle, channel);
          else take(emitted, from);
        },
      };
      tags.set(tagId, [...(tags.get(tagId) ?? []), consumer]);
    });
  }

  /** Hands on what operators have sent, until nothing is left. */
  #flush(): void {
    for (const { harness, transformation } of this.#nodes) {
      const output = harness.takeOutput();
      const side = harness.takeSideOutput();
      if (this.#results.some(({ from, tagId }) => from === transformation && tagId === null)) this.#side.push(...side);
      for (const emitted of output) this.#deliver(transformation, null, emitted);
      for (const { tag, ...record } of side) this.#deliver(transformation, tag, { kind: "record", ...record });
    }
  }

  /** Records go to who reads this tag or the results, all else to everybody. */
  #deliver(from: Transformation, tagId: string | null, emitted: Emitted): void {
    const tags = this.#consumers.get(from);
    if (tags === undefined) return;
    const consumers = emitted.kind === "record" ? (tags.get(tagId) ?? []) : [...tags.values()].flat();
    for (const consumer of consumers) consumer.take(emitted);
  }
}

/** As the next operator of a chain gets it. */
function copyOf(emitted: Emitted): Emitted {
  return emitted.kind === "record" ? { ...emitted, value: copyValue(emitted.value) } : emitted;
}

/** An operator of the graph in a harness of its own. */
class Node {
  readonly transformation: Transformation;
  readonly inputs: readonly (readonly Origin[])[];
  readonly harness: OneInputHarness | TwoInputHarness;
  readonly #flush: () => void;

  constructor({ transformation, inputs }: OperatorInGraph, flush: () => void) {
    this.transformation = transformation;
    this.inputs = inputs;
    this.harness =
      transformation instanceof OneInputTransformation
        ? oneInputHarnessOf({ transformation })
        : twoInputHarnessOf({ transformation });
    this.#flush = flush;
  }

  process(input: number, emitted: Emitted): void {
    if (this.harness instanceof OneInputHarness) {
      if (emitted.kind === "record") this.harness.processElement(emitted.value, emitted.timestampMs);
      else if (emitted.kind === "watermark") this.harness.processWatermark(emitted.timestampMs);
      else this.harness.processStatus(emitted.idle);
    } else {
      const number: InputNumber = input === 0 ? 1 : 2;
      if (emitted.kind === "record") this.harness.processElement(number, emitted.value, emitted.timestampMs);
      else if (emitted.kind === "watermark") this.harness.processWatermark(number, emitted.timestampMs);
      else this.harness.processStatus(number, emitted.idle);
    }
    this.#flush();
  }
}
