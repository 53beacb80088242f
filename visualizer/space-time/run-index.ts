/** All that the diagram needs of a run, kept up to date with it; derived from nothing but the trace. */
import type { RunModel } from "../run-model.ts";
import type { ChannelElements, Element } from "../trace/element-index.ts";
import { CheckpointIndex } from "./checkpoint-index.ts";
import { FaultIndex } from "./fault-index.ts";
import { LaneEvents, sourceKeyOf } from "./lane-events.ts";
import { OutputIndex } from "./output-index.ts";
import { RpcIndex } from "./rpc-index.ts";
import { TopologyIndex } from "./topology-index.ts";

/** What is no record among the elements of a channel, in their order: watermarks, barriers, statuses, ends of input. */
export interface Signals {
  readonly elements: Element[];
  /** Position of each among all elements of the channel. */
  readonly positions: number[];
  /** Elements of the channel before this one keep their positions: they were sent. */
  settled: number;
}

/** Indexes over one trace. */
export class RunIndex {
  readonly topology = new TopologyIndex();
  readonly rpc = new RpcIndex();
  readonly checkpoints = new CheckpointIndex();
  readonly output = new OutputIndex();
  readonly faults = new FaultIndex();
  readonly lanes = new LaneEvents();
  /** By channel. */
  readonly signals = new Map<number, Signals>();
  readonly #model: RunModel;
  #next = 0;

  constructor(model: RunModel) {
    this.#model = model;
  }

  /** Takes up what the model has more. */
  update(): void {
    const { store, elements } = this.#model;
    if (this.#next === store.count) return;
    for (; this.#next < store.count; this.#next++) {
      const seq = this.#next;
      this.topology.take(store, seq);
      this.rpc.take(store, seq, this.topology);
      this.checkpoints.take(store, seq);
      this.output.take(store, seq);
      this.faults.take(store, seq, this.topology);
      this.lanes.take(store, seq, this.topology, this.rpc);
    }
    for (const channel of elements.channels.values()) this.#learnSignals(channel);
  }

  #learnSignals({ ch, elements, sent }: ChannelElements): void {
    const signals = this.signals.get(ch) ?? { elements: [], positions: [], settled: 0 };
    this.signals.set(ch, signals);
    // A barrier passes what still waits to be sent: from there on, positions may have changed.
    while ((signals.positions.at(-1) ?? -1) >= signals.settled) {
      signals.positions.pop();
      signals.elements.pop();
    }
    for (let i = signals.settled; i < elements.length; i++)
      if (elements[i].type !== "record") {
        signals.elements.push(elements[i]);
        signals.positions.push(i);
      }
    signals.settled = Math.min(sent, elements.length);
  }

  /** Where an event happens: one of the sources of its lane. */
  sourceOf(seq: number): string {
    return sourceKeyOf(this.#model.store, seq, this.topology, this.rpc);
  }
}

const indexes = new WeakMap<RunModel, RunIndex>();

/** The index of a model, up to date. */
export function runIndexOf(model: RunModel): RunIndex {
  let index = indexes.get(model);
  if (index === undefined) {
    index = new RunIndex(model);
    indexes.set(model, index);
  }
  index.update();
  return index;
}
