import type { KeySelector, ProcessWindowFunction } from "../api/functions.ts";
import type { OutputTag } from "../api/output-tag.ts";
import type { Evictor } from "./evictor.ts";
import type { Trigger } from "./trigger.ts";
import type { WindowAssigner } from "./window-assigner.ts";
import type { ContentsSpec } from "./window-contents.ts";

/** How a window operator is built. */
export interface WindowOperatorOptions {
  readonly assigner: WindowAssigner;
  /** Default: that of the assigner. */
  readonly trigger?: Trigger;
  readonly keySelector: KeySelector<unknown, unknown>;
  readonly contents: ContentsSpec;
  /** Gets the elements, or the one reduced or aggregated result; without it that result is emitted as it is. */
  readonly windowFunction?: ProcessWindowFunction<unknown, unknown, unknown>;
  /** ms after the end of a window during which elements still count; event time only. */
  readonly allowedLateness?: number;
  /** Where late elements go; without it they are dropped and counted. */
  readonly lateTag?: OutputTag<unknown>;
  /** Takes elements away before or after the evaluation; then nothing is aggregated beforehand. */
  readonly evictor?: Evictor;
}
