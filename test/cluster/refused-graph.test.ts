import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { callPlaceOf } from "../../src/api/call-place.ts";
import type { StreamExecutionEnvironment } from "../../src/api/execution-environment.ts";
import { buildJobGraph } from "../../src/cluster/program-graph.ts";
import { placeOfRefusal } from "../../src/cluster/refused-graph.ts";
import { Configuration } from "../../src/config/configuration.ts";
import { transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { Types } from "../../src/types/type-information.ts";

const LINES = readFileSync(import.meta.filename, "utf8").split("\n");

type Program = (env: StreamExecutionEnvironment) => void;

/** The line that is to blame ends with a comment that names the case. */
const REFUSED: readonly [what: string, call: string, error: string, program: Program][] = [
  [
    "illegal parallelism",
    "setParallelism",
    "The parallelism of an operator must be at least 1",
    (env) => {
      env
        .fromElements(1)
        .map((n) => n)
        .setParallelism(0) // illegal parallelism
        .print();
    },
  ],
  [
    "key that is an enum",
    "keyBy",
    "cannot be used as key",
    (env) => {
      env
        .fromElements("A")
        .map((text) => text)
        .keyBy((text) => text, Types.ENUM("A")) // key that is an enum
        .reduce((a) => a)
        .print();
    },
  ],
  [
    "forward to another parallelism",
    "map",
    "Forward partitioning does not allow change of parallelism",
    (env) => {
      const source = env.fromSequence(1, 2).setParallelism(2);
      source
        .forward()
        .map((n) => n) // forward to another parallelism
        .setParallelism(3)
        .print();
    },
  ],
  [
    "uid that is given twice",
    "filter",
    "Most likely cause is a non-unique ID",
    (env) => {
      const once = env.fromElements(1).map((n) => n);
      once
        .uid("one")
        .filter(() => true) // uid that is given twice
        .uid("one")
        .print();
    },
  ],
  [
    "missing uid of a sink",
    "sinkTo",
    "Auto generated UIDs have been disabled",
    (env) => {
      env.configure({ "pipeline.auto-generate-uids": false });
      const source = env.fromElements("x").uid("source");
      source.sinkTo(transactionalLogSink({ log: "l" })); // missing uid of a sink
      env.execute();
    },
  ],
  [
    "more subtasks than key groups",
    "process",
    "is higher than the max parallelism (2)",
    (env) => {
      env
        .fromSequence(1, 9)
        .keyBy((n) => n)
        .process({ processElement: () => {} }) // more subtasks than key groups
        .setParallelism(3)
        .setMaxParallelism(2)
        .print();
    },
  ],
  [
    "nothing to execute",
    "execute",
    "No operators defined in streaming topology",
    (env) => {
      env.execute(); // nothing to execute
    },
  ],
];

const reference = { module: "job", args: [], configuration: [], jobIndex: 0 };

describe("a graph that is refused", () => {
  it.each(REFUSED)("for an %s is told with the line of the call to %s", (what, call, error, program) => {
    const configuration = new Configuration();
    expect(() => buildJobGraph(() => program, reference, configuration)).toThrow(error);
    const place = placeOfRefusal(() => program, reference, configuration);
    expect(place?.file).toContain("refused-graph.test.ts");
    expect(LINES[(place?.line ?? 0) - 1]).toMatch(new RegExp(`// ${what}$`));
    expect(place?.call).toBe(call);
  });

  it("without a call of the user's has no place", () => {
    expect(placeOfRefusal(() => () => {}, reference, new Configuration())).toBeNull();
  });

  it("by the user's own code has its own stack, and no place of a call", () => {
    const own = () => {
      throw new Error("mine");
    };
    expect(placeOfRefusal(() => own, reference, new Configuration())).toBeNull();
  });
});

describe("the place of a call", () => {
  const OWN = "https://example.org/tidemark/src/";

  it("is read from the stacks of other engines, too", () => {
    const gecko = `checkKeyType@${OWN}types/a.js:1:2\nkeyBy@${OWN}api/data-stream.js:90:17\nprogram@https://example.org/job.ts:12:5\n@x:1:1`;
    expect(callPlaceOf(gecko, OWN)).toEqual({ file: "https://example.org/job.ts", line: 12, column: 5, call: "keyBy" });
    const v8 = `Error: at noon\n    at new KeyedStream (${OWN}api/a.js:1:2)\n    at SingleOutputStreamOperator.keyBy [as by] (${OWN}api/a.js:1:2)\n    at /home/my jobs/job.ts:3:4`;
    expect(callPlaceOf(v8, OWN)).toEqual({ file: "/home/my jobs/job.ts", line: 3, column: 4, call: "keyBy" });
  });

  it("is unknown where the engine keeps no stack, or one that does not begin here", () => {
    expect(callPlaceOf(null, OWN)).toBeNull();
    expect(callPlaceOf("Error: x", OWN)).toBeNull();
    expect(callPlaceOf("program@https://example.org/job.ts:12:5", OWN)).toBeNull();
    expect(callPlaceOf(`keyBy@${OWN}api/data-stream.js:90:17`, OWN)).toBeNull();
  });
});
