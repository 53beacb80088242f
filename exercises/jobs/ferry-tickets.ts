/** A line in the log for every ticket that was sold, each exactly once: nothing between source and sink. */
import { type JobProgram, replaySource, transactionalLogSink, WatermarkStrategy } from "tidemark";
import { positiveInteger } from "./arguments.ts";

/** A ticket that was sold. */
export interface Ticket {
  /** ms */
  readonly at: number;
  readonly number: number;
}

/** Argument `timeout`: seconds after which the log aborts a transaction that is still open (default 3600). Log: `sold`. */
export const ferryTickets: JobProgram = (env, args) => {
  const transactionTimeoutMs = positiveInteger(args, "timeout", 3600) * 1000;
  env
    .fromSource(
      replaySource<Ticket>({ input: "tickets", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0, splits: 2 }),
      WatermarkStrategy.noWatermarks<Ticket>(),
      "desk",
    )
    .uid("desk")
    .sinkTo(
      transactionalLogSink<Ticket>({
        log: "sold",
        serialize: ({ number }) => `ticket ${number}`,
        transactionTimeoutMs,
      }),
    )
    .name("sold")
    .uid("sold");
  env.execute("ferry-tickets");
};

export default ferryTickets;
