import type { BarrierEvent } from "../../../src/network/elements.ts";
import type { BarrierListener } from "../../../src/task/barrier-handler.ts";

/** Writes down, a line each, what a barrier handler tells its task. */
export class BarrierLog implements BarrierListener {
  log: string[] = [];
  onAlignmentStart(id: number, channel: number): void {
    this.log.push(`start ${id} by ${channel}`);
  }
  onBlocked(channel: number, id: number): void {
    this.log.push(`block ${channel} for ${id}`);
  }
  onUnblocked(channel: number, id: number): void {
    this.log.push(`unblock ${channel} for ${id}`);
  }
  onAligned(id: number, last: number, triggeredAt: number): void {
    this.log.push(`aligned ${id} by ${last} of ${triggeredAt}`);
  }
  onAborted(id: number, reason: string): void {
    this.log.push(`abort ${id} ${reason}`);
  }
  /** What was logged since the last call. */
  take(): string[] {
    return this.log.splice(0);
  }
}

/** The barrier of a checkpoint that was triggered at 100 µs times its id. */
export function barrier(checkpointId: number, blocksUpstream = true): BarrierEvent {
  return { kind: "barrier", checkpointId, triggeredAtMicros: checkpointId * 100, blocksUpstream };
}
