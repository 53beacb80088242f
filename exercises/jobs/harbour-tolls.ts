/** What each ship has paid so far: a sum in keyed state, a line for every payment. */
import {
  type Collector,
  type JobProgram,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type RuntimeContext,
  replaySource,
  transactionalLogSink,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "tidemark";

/** A ship pays at one of the gates of the harbour. */
export interface Toll {
  /** ms */
  readonly at: number;
  readonly ship: string;
  /** Whole crowns; a ship always pays the same, so that its sums do not depend on which gate was first. */
  readonly crowns: number;
}

class PaidSoFar extends KeyedProcessFunction<string, Toll, string> {
  private paid: ValueState<number> | null = null;

  override open(context: RuntimeContext): void {
    this.paid = context.getState(new ValueStateDescriptor<number>("paid", 0));
  }

  override processElement(toll: Toll, context: KeyedProcessContext<string>, out: Collector<string>): void {
    const paid = (this.paid?.value() ?? 0) + toll.crowns;
    this.paid?.update(paid);
    out.collect(`${context.getCurrentKey()} has paid ${paid}`);
  }
}

/** Log: `paid`. */
export const harbourTolls: JobProgram = (env) => {
  env
    .fromSource(
      replaySource<Toll>({ input: "tolls", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0, splits: 2 }),
      WatermarkStrategy.noWatermarks<Toll>(),
      "gate",
    )
    .uid("gate")
    .keyBy(({ ship }) => ship)
    .process(new PaidSoFar())
    .name("sum")
    .uid("sum")
    .sinkTo(transactionalLogSink<string>({ log: "paid" }))
    .name("paid")
    .uid("paid");
  env.execute("harbour-tolls");
};

export default harbourTolls;
