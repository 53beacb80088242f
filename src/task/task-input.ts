/** The channels of a task: its gates read in turn, and the watermarks of the channels of each input combined. */
import type { NetworkElement } from "../network/elements.ts";
import type { InputChannel } from "../network/input-channel.ts";
import type { InputGate } from "../network/input-gate.ts";
import { WatermarkValve } from "../time/watermark-valve.ts";
import type { Trace } from "../trace/trace.ts";

/** What was taken: the element, its channel, and the position of the channel among all of the task. */
export interface Taken {
  readonly element: NetworkElement;
  readonly channel: InputChannel;
  readonly position: number;
}

/** A gate and the input of the head operator that it feeds: 0, or 1 for the second one. `union` gives an input several gates. */
export interface InputOfHead {
  readonly gate: InputGate;
  readonly input: number;
}

/** Told what each input as a whole does. */
export interface TaskInputOutput {
  onWatermark(timestampMs: number, input: number): void;
  onStatus(idle: boolean, input: number): void;
}

/** The inputs of one task. */
export class TaskInput {
  readonly gates: readonly InputGate[];
  readonly channels: readonly InputChannel[];
  /** By position: the input of a channel. */
  readonly inputOf: readonly number[];
  readonly #valves: readonly WatermarkValve[];
  /** By position: the index of a channel among those of its input. */
  readonly #indexOf: readonly number[];
  readonly #firstOf: readonly number[];
  readonly #task: number;
  readonly #trace: Trace;
  #next = 0;

  constructor(gates: readonly InputOfHead[], output: TaskInputOutput, task: number, trace: Trace) {
    this.gates = gates.map(({ gate }) => gate);
    this.#task = task;
    this.#trace = trace;
    const all: InputChannel[] = [];
    const channelsOf: InputChannel[][] = [];
    const [firstOf, inputOf, indexOf]: [number[], number[], number[]] = [[], [], []];
    for (const { gate, input } of gates) {
      firstOf.push(inputOf.length);
      channelsOf[input] ??= [];
      for (const channel of gate.channels) {
        all.push(channel);
        inputOf.push(input);
        indexOf.push(channelsOf[input].push(channel) - 1);
      }
    }
    this.channels = all;
    this.#firstOf = firstOf;
    this.inputOf = inputOf;
    this.#indexOf = indexOf;
    const inputs = channelsOf.length;
    this.#valves = channelsOf.map((channels, input) => this.#valve(channels, input, inputs, output));
  }

  /** The trace counts the inputs of an operator that has two from 1. */
  #valve(channels: readonly InputChannel[], input: number, inputs: number, output: TaskInputOutput): WatermarkValve {
    const task = this.#task;
    const trace = this.#trace;
    const number = inputs === 1 ? 0 : input + 1;
    const valve: WatermarkValve = new WatermarkValve(channels.length, {
      onWatermark: (timestampMs, holder) => {
        if (trace.buffers)
          trace.step(number === 0 ? "wm.advance" : "wm.input", {
            task,
            ch: channels[holder]?.channel ?? -1,
            b: valve.channels.filter((channel) => !channel.idle).length,
            x: timestampMs,
            ext: { input: number },
          });
        output.onWatermark(timestampMs, input);
      },
      onStatus: (idle) => {
        if (trace.buffers) trace.emit(idle ? "wm.idle" : "wm.active", { task, ext: { input: number } });
        output.onStatus(idle, input);
      },
    });
    return valve;
  }

  hasData(): boolean {
    return this.gates.some((gate) => gate.hasData());
  }

  queued(): number {
    return this.gates.reduce((sum, gate) => sum + gate.queued(), 0);
  }

  /** Gates take turns. */
  take(): Taken | null {
    for (let i = 0; i < this.gates.length; i++) {
      const g = (this.#next + i) % this.gates.length;
      const polled = this.gates[g].poll();
      if (polled === null) continue;
      this.#next = (g + 1) % this.gates.length;
      return { element: polled.element, channel: polled.channel, position: this.#firstOf[g] + polled.channel.index };
    }
    return null;
  }

  onWatermark(timestampMs: number, position: number): void {
    if (this.#trace.buffers)
      this.#trace.step("wm.channel", { task: this.#task, ch: this.channels[position].channel, x: timestampMs });
    this.#valves[this.inputOf[position]].inputWatermark(timestampMs, this.#indexOf[position]);
  }

  onStatus(idle: boolean, position: number): void {
    if (this.#trace.buffers)
      this.#trace.step(idle ? "wm.idle" : "wm.active", { task: this.#task, ch: this.channels[position].channel });
    this.#valves[this.inputOf[position]].inputStatus(idle, this.#indexOf[position]);
  }
}
