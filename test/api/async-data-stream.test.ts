import { describe, expect, test } from "vitest";
import { sinkV2, sourceStandIn } from "../../sim/conformance/graphs/stand-ins.ts";
import { AsyncDataStream } from "../../src/api/async-data-stream.ts";
import type { AsyncFunction } from "../../src/api/async-function.ts";
import { AsyncRetryStrategies } from "../../src/api/async-retry-strategies.ts";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { generateJobGraph } from "../../src/graph/job-graph-generator.ts";

const twice: AsyncFunction<number, number> = (value, result) => result.complete([value, value]);
const retry = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<number>(3, 10).build();

function numbers() {
  const env = new GraphEnvironment();
  const strategy = WatermarkStrategy.forMonotonousTimestamps<number>();
  return { env, stream: env.fromSource(sourceStandIn("bounded"), strategy, "Numbers") };
}

describe("AsyncDataStream", () => {
  test("adds one operator under Flink's name, chained to a new source, in all four forms", () => {
    const { env, stream } = numbers();
    for (const result of [
      AsyncDataStream.orderedWait(stream, twice, 1000),
      AsyncDataStream.unorderedWait(stream, twice, 1000, 5),
      AsyncDataStream.orderedWaitWithRetry(stream, twice, 1000, retry),
      AsyncDataStream.unorderedWaitWithRetry(stream, twice, 0, 5, retry),
    ])
      sinkV2(result, "writer");
    env.execute();
    const [vertex] = generateJobGraph(env.jobs[0]).vertices;
    expect(vertex.chain.filter(({ name }) => name === "async wait operator")).toHaveLength(4);
    expect(env.jobs[0].nodes.filter((node) => node.yielding && node.name === "async wait operator")).toHaveLength(4);
  });

  test("refuses a queue without room, and a strategy without attempts", () => {
    const { stream } = numbers();
    expect(() => AsyncDataStream.orderedWait(stream, twice, 1000, 0)).toThrow("must be larger than 0, not 0");
    expect(() => new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder(0, 10)).toThrow(
      "maxAttempts must be greater than 0, not 0",
    );
  });
});
