/** All that the diagram needs of a run, kept up to date with it; derived from nothing but the trace. */
import type { RunModel } from "../run-model.ts";
import type { Element } from "../trace/element-index.ts";
import { CheckpointIndex } from "./checkpoint-index.ts";
import { FaultIndex } from "./fault-index.ts";
import { LaneEvents, laneKeyOf } from "./lane-events.ts";
import { OutputIndex } from "./output-index.ts";
import { RpcIndex } from "./rpc-index.ts";
import { TopologyIndex } from "./topology-index.ts";

/** Indexes over one trace. */
export class RunIndex {
  readonly topology = new TopologyIndex();
  readonly rpc = new RpcIndex();
  readonly checkpoints = new CheckpointIndex();
  readonly output = new OutputIndex();
  readonly faults = new FaultIndex();
  readonly lanes = new LaneEvents();
  /** What is no record, by channel, in order of emission: watermarks, barriers, statuses, ends of input. */
  readonly signals = new Map<number, Element[]>();
  readonly #model: RunModel;
  readonly #seen = new Map<number, number>();
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
    for (const [ch, channel] of elements.channels) {
      const signals = this.signals.get(ch) ?? [];
      for (let i = this.#seen.get(ch) ?? 0; i < channel.elements.length; i++)
        if (channel.elements[i].type !== "record") signals.push(channel.elements[i]);
      this.signals.set(ch, signals);
      this.#seen.set(ch, channel.elements.length);
    }
  }

  /** Name of the lane of an event. */
  laneOf(seq: number): string {
    return laneKeyOf(this.#model.store, seq, this.topology, this.rpc);
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
