/** The input of a task: its gates read in turn, and the watermarks of their channels combined. */
import type { NetworkElement } from "../network/elements.ts";
import type { InputChannel } from "../network/input-channel.ts";
import type { InputGate } from "../network/input-gate.ts";
import { WatermarkValve, type WatermarkValveOutput } from "../time/watermark-valve.ts";
import type { Trace } from "../trace/trace.ts";

/** What was taken: the element, its channel, and the position of the channel among all of the task. */
export interface Taken {
  readonly element: NetworkElement;
  readonly channel: InputChannel;
  readonly position: number;
}

/** The input of one task. */
export class TaskInput {
  readonly gates: readonly InputGate[];
  readonly channels: readonly InputChannel[];
  readonly valve: WatermarkValve;
  readonly #firstOf: readonly number[];
  readonly #task: number;
  readonly #trace: Trace;
  #next = 0;

  constructor(gates: readonly InputGate[], output: WatermarkValveOutput, task: number, trace: Trace) {
    this.gates = gates;
    this.channels = gates.flatMap((gate) => gate.channels);
    this.#task = task;
    this.#trace = trace;
    const firstOf: number[] = [];
    let sum = 0;
    for (const gate of gates) {
      firstOf.push(sum);
      sum += gate.channels.length;
    }
    this.#firstOf = firstOf;
    this.valve = new WatermarkValve(sum, {
      onWatermark: (timestampMs, holder) => {
        if (trace.buffers)
          trace.step("wm.advance", {
            task,
            ch: this.channels[holder]?.channel ?? -1,
            b: this.#active(),
            x: timestampMs,
            ext: { input: 0 },
          });
        output.onWatermark(timestampMs, holder);
      },
      onStatus: (idle) => {
        if (trace.buffers) trace.emit(idle ? "wm.idle" : "wm.active", { task, ext: { input: 0 } });
        output.onStatus(idle);
      },
    });
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
    this.valve.inputWatermark(timestampMs, position);
  }

  onStatus(idle: boolean, position: number): void {
    if (this.#trace.buffers)
      this.#trace.step(idle ? "wm.idle" : "wm.active", { task: this.#task, ch: this.channels[position].channel });
    this.valve.inputStatus(idle, position);
  }

  #active(): number {
    return this.valve.channels.filter((channel) => !channel.idle).length;
  }
}
