/** What an operator under test sent downstream. */
import type { OutputTag } from "../api/output-tag.ts";
import type { Output } from "../operators/operator.ts";

/** A record, watermark or status, in the order of emission. */
export type Emitted =
  | { readonly kind: "record"; readonly value: unknown; readonly timestampMs: number; readonly subtask: number }
  | { readonly kind: "watermark"; readonly timestampMs: number; readonly subtask: number }
  | { readonly kind: "status"; readonly idle: boolean; readonly subtask: number };

/** A record of a side output. */
export interface SideRecord {
  readonly tag: string;
  readonly value: unknown;
  readonly timestampMs: number;
  readonly subtask: number;
}

/** Collects the outputs of all subtasks of a harness until they are taken. */
export class HarnessOutput {
  emitted: Emitted[] = [];
  side: SideRecord[] = [];

  /** The `Output` of one subtask. */
  of(subtask: number): Output {
    return {
      collect: (value, timestampMs) => {
        this.emitted.push({ kind: "record", value, timestampMs, subtask });
      },
      emitWatermark: (timestampMs) => {
        this.emitted.push({ kind: "watermark", timestampMs, subtask });
      },
      emitStatus: (idle) => {
        this.emitted.push({ kind: "status", idle, subtask });
      },
      collectSide: (tag: OutputTag<unknown>, value, timestampMs) => {
        this.side.push({ tag: tag.id, value, timestampMs, subtask });
      },
    };
  }
}
