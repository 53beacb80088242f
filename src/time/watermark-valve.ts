/** Combines the watermarks and statuses of the channels of one input. `StatusWatermarkValve` of 1.20.1. */
import { listOf } from "../types/list-of.ts";
import { MIN_TIMESTAMP } from "./timestamps.ts";

/** Told what the input as a whole does. */
export interface WatermarkValveOutput {
  /** The combined watermark rose. `holder` is the channel whose watermark it is. */
  onWatermark(timestampMs: number, holder: number): void;
  onStatus(idle: boolean): void;
}

/** A channel as the valve sees it. An unaligned channel is behind the output and does not hold it back. */
export interface ChannelStatus {
  readonly watermark: number;
  readonly idle: boolean;
  readonly aligned: boolean;
}

class Channel implements ChannelStatus {
  watermark = MIN_TIMESTAMP;
  idle = false;
  aligned = true;
}

/** The valve of one input. */
export class WatermarkValve {
  readonly #channels: Channel[];
  readonly #output: WatermarkValveOutput;
  #lastOutput = MIN_TIMESTAMP;
  #idle = false;

  constructor(channelCount: number, output: WatermarkValveOutput) {
    this.#channels = listOf(channelCount, () => new Channel());
    this.#output = output;
  }

  /** Watermark emitted last, ms. */
  get lastOutput(): number {
    return this.#lastOutput;
  }

  get idle(): boolean {
    return this.#idle;
  }

  /** By index; live objects, not to be kept. */
  get channels(): readonly ChannelStatus[] {
    return this.#channels;
  }

  /** A watermark came on a channel; ignored when the channel is idle or already there. */
  inputWatermark(timestampMs: number, index: number): void {
    const channel = this.#channels[index];
    if (this.#idle || channel.idle || timestampMs <= channel.watermark) return;
    channel.watermark = timestampMs;
    if (!channel.aligned && timestampMs >= this.#lastOutput) channel.aligned = true;
    this.#emitMinimum();
  }

  inputStatus(idle: boolean, index: number): void {
    const channel = this.#channels[index];
    if (idle && !channel.idle) this.#becomeIdle(channel);
    else if (!idle && channel.idle) this.#becomeActive(channel);
  }

  #becomeIdle(channel: Channel): void {
    channel.idle = true;
    channel.aligned = false;
    const held = channel.watermark === this.#lastOutput;
    if (this.#channels.every((one) => one.idle)) {
      // 1.20.1: nobody holds the output back any more, but only the channel that held it lets the greatest one out.
      if (held) this.#emitMaximum();
      this.#idle = true;
      this.#output.onStatus(true);
    } else if (held) {
      this.#emitMinimum();
    }
  }

  #becomeActive(channel: Channel): void {
    channel.idle = false;
    if (channel.watermark >= this.#lastOutput) channel.aligned = true;
    if (this.#idle) {
      this.#idle = false;
      this.#output.onStatus(false);
    }
  }

  #emitMinimum(): void {
    const channels = this.#channels;
    let holder = -1;
    for (let i = 0; i < channels.length; i++) {
      if (channels[i].aligned && (holder < 0 || channels[i].watermark < channels[holder].watermark)) holder = i;
    }
    if (holder >= 0) this.#emit(holder);
  }

  #emitMaximum(): void {
    const channels = this.#channels;
    let holder = 0;
    for (let i = 1; i < channels.length; i++) {
      if (channels[i].watermark > channels[holder].watermark) holder = i;
    }
    this.#emit(holder);
  }

  #emit(holder: number): void {
    const watermark = this.#channels[holder].watermark;
    if (watermark <= this.#lastOutput) return;
    this.#lastOutput = watermark;
    this.#output.onWatermark(watermark, holder);
  }
}
