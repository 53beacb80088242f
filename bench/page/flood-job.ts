/** Many small records over a full shuffle of twenty by twenty subtasks. */
import { type JobProgram, replaySource, transactionalLogSink, WatermarkStrategy } from "tidemark";

interface Drop {
  readonly at: number;
  readonly key: number;
}

const flood: JobProgram = (env) => {
  env
    .fromSource(
      replaySource<Drop>({
        input: "drops",
        timestampOf: ({ at }) => at,
        speed: 1,
        disorderMs: 0,
        splits: env.getParallelism(),
      }),
      WatermarkStrategy.forMonotonousTimestamps<Drop>(),
      "drops",
    )
    .keyBy(({ key }) => key)
    .reduce((_sum, next) => next)
    .sinkTo(transactionalLogSink<Drop>({ log: "drops" }));
  env.execute("flood");
};

export default flood;
