/** A case as a job: the learner's pipeline with sources and sinks around it. It also runs in the page. */
import {
  type DataStream,
  type JobProgram,
  OutputTag,
  type ProcessFunction,
  SingleOutputStreamOperator,
  transactionalLogSink,
} from "tidemark";
import { ArrivalsSource } from "./arrivals-source.ts";
import type { ClusterCase, Pipeline } from "./exercise.ts";
import type { Schedule } from "./schedule.ts";
import { streamOf } from "./stream-of.ts";
import { textOf } from "./text-of.ts";

/** Log of the records that come out. */
export const RESULTS = "results";

/** What of a case its job is made of. */
export type CaseJob = Pick<ClusterCase, "id" | "sources" | "side" | "timestamped">;

/** @param startEpochMs what the clocks show at virtual time 0, ms since 1970 */
export function programOf(
  one: CaseJob,
  { arrivals }: Pick<Schedule, "arrivals">,
  pipeline: Pipeline,
  startEpochMs: number,
): JobProgram {
  return (env) => {
    const inputs = one.sources.map(({ name }, index) =>
      env.addSource(new ArrivalsSource(arrivals[index], startEpochMs), name),
    );
    const results = streamOf(pipeline, inputs);
    const shown = one.timestamped === true ? results.process(withTimestamp) : results;
    shown.sinkTo(transactionalLogSink<unknown>({ log: RESULTS, serialize: textOf })).name(RESULTS);
    for (const tag of Object.keys(one.side ?? {}))
      sideOutputOf(results, tag)
        .sinkTo(transactionalLogSink<unknown>({ log: tag, serialize: textOf }))
        .name(tag);
    env.execute(one.id);
  };
}

/** Records and their timestamps. */
const withTimestamp: ProcessFunction<unknown, unknown> = {
  processElement: (value, context, out) => out.collect({ value, timestampMs: context.timestamp() }),
};

function sideOutputOf(stream: DataStream<unknown>, tag: string): DataStream<unknown> {
  if (!(stream instanceof SingleOutputStreamOperator))
    throw new Error(`The stream that your function gives has no side outputs, and this case reads "${tag}".`);
  return stream.getSideOutput(new OutputTag<unknown>(tag));
}
