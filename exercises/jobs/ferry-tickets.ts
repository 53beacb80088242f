/** A line in the log for every ticket that was sold, each exactly once: nothing between source and sink. */
import { type JobProgram, replaySource, transactionalLogSink, WatermarkStrategy } from "tidemark";

/** A ticket that was sold. */
export interface Ticket {
  /** ms */
  readonly at: number;
  readonly number: number;
}

/** Log: `sold`. */
export const ferryTickets: JobProgram = (env) => {
  env
    .fromSource(
      replaySource<Ticket>({ input: "tickets", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0, splits: 2 }),
      WatermarkStrategy.noWatermarks<Ticket>(),
      "desk",
    )
    .uid("desk")
    .sinkTo(transactionalLogSink<Ticket>({ log: "sold", serialize: ({ number }) => `ticket ${number}` }))
    .name("sold")
    .uid("sold");
  env.execute("ferry-tickets");
};

export default ferryTickets;
