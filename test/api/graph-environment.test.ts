import { describe, expect, test } from "vitest";
import { sinkV2, sourceStandIn } from "../../sim/conformance/graphs/stand-ins.ts";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { OutputTag } from "../../src/api/output-tag.ts";
import { defineJob, programOf } from "../../src/api/program.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { generateJobGraph } from "../../src/graph/job-graph-generator.ts";
import { checkVertexParallelism } from "../../src/graph/vertex-parallelism.ts";
import { TumblingEventTimeWindows } from "../../src/windowing/tumbling-event-time-windows.ts";

function numbers(env: GraphEnvironment) {
  return env.fromSource(sourceStandIn("bounded"), WatermarkStrategy.forMonotonousTimestamps<number>(), "Numbers");
}

describe("an environment", () => {
  test("refuses a job without operators and says what to add", () => {
    const env = new GraphEnvironment();
    numbers(env);
    expect(() => env.execute()).toThrow(/^No operators defined in streaming topology. Cannot execute. Add/);
  });

  test("starts a new job after execute and keeps both graphs", () => {
    const env = new GraphEnvironment();
    numbers(env).map((n) => n + 1);
    expect(env.execute("first")).toEqual({ jobName: "first", index: 0 });
    env.setParallelism(3);
    numbers(env).filter((n) => n > 0);
    expect(env.execute("second").index).toBe(1);
    expect(env.jobs.map((job) => job.nodes.map((node) => `${node.name} x${node.parallelism}`))).toEqual([
      ["Source: Numbers x1", "Map x1"],
      ["Source: Numbers x3", "Filter x3"],
    ]);
  });

  test("gives a vertex its source, and the edge behind keyBy its key selector", () => {
    const env = new GraphEnvironment();
    sinkV2(
      numbers(env)
        .keyBy((n) => n % 2)
        .window(TumblingEventTimeWindows.of(1000))
        .reduce((a, b) => a + b),
      "committer",
    );
    env.execute();
    const graph = generateJobGraph(env.jobs[0]);
    expect(graph.vertices.map((vertex) => [vertex.name, vertex.source !== null])).toEqual([
      ["Source: Numbers", true],
      ["TumblingEventTimeWindows -> Sink: Writer -> Sink: Committer", false],
    ]);
    const [edge] = graph.edges;
    expect([edge.source, edge.target, edge.partitioner.strategy, edge.partitioner.keySelector?.(5)]).toEqual([
      0,
      1,
      "HASH",
      1,
    ]);
    const [window, writer, committer] = graph.vertices[1].chain;
    expect(window.keys[0]?.keySelector(7)).toBe(1);
    expect(window.inChainOutputs).toEqual([{ target: 1, sideOutputId: null, typeNumber: 0 }]);
    expect([writer.sink?.role, writer.sink?.hasCommitter, committer.sink?.role]).toEqual(["writer", true, "committer"]);
  });

  test("puts the tag of a side output on the edge that carries it", () => {
    const env = new GraphEnvironment();
    const processed = numbers(env).process<number>({ processElement: () => {} });
    processed
      .getSideOutput(new OutputTag<string>("late"))
      .rebalance()
      .map((text) => text.length);
    env.execute();
    expect(generateJobGraph(env.jobs[0]).edges.map((edge) => edge.sideOutputId)).toEqual(["late"]);
  });

  test("runs windowAll in one subtask with one key group", () => {
    const env = new GraphEnvironment();
    env.setParallelism(4);
    numbers(env)
      .windowAll(TumblingEventTimeWindows.of(10))
      .reduce((a, b) => a + b);
    env.execute();
    const [, window] = generateJobGraph(env.jobs[0]).vertices;
    expect([window.parallelism, window.maxParallelism]).toEqual([1, 1]);
  });

  test("refuses another partitioning behind keyBy", () => {
    expect(() =>
      numbers(new GraphEnvironment())
        .keyBy((n) => n)
        .rebalance(),
    ).toThrow("Cannot override partitioning for KeyedStream");
  });

  test("finds more subtasks than key groups only where the vertices are built", () => {
    const env = new GraphEnvironment();
    numbers(env)
      .rebalance()
      .map((n) => n)
      .setParallelism(4)
      .setMaxParallelism(2);
    env.execute();
    expect(() => checkVertexParallelism(generateJobGraph(env.jobs[0]))).toThrow(
      "Vertex Map's parallelism (4) is higher than the max parallelism (2).",
    );
  });

  test("takes a program as a function or as a definition", () => {
    const program = (): void => {};
    expect(programOf(program)).toBe(program);
    expect(programOf(defineJob({ name: "job", program }))).toBe(program);
  });
});
