/** The operator that a call of the DataStream API makes, taken out of its graph to run alone. */
import { DataStream } from "../../src/api/data-stream.ts";
import type { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { OneInputTransformation, type Transformation } from "../../src/graph/transformation.ts";
import { OneInputHarness, type OneInputHarnessOptions } from "../../src/harness/one-input-harness.ts";
import { OneInputOperator } from "../../src/operators/operator.ts";
import type { TypeInformation } from "../../src/types/type-information.ts";
import { sourceStandIn } from "./graphs/stand-ins.ts";

/** Streams to call the API on. @param type of their records */
export function inputStream<T>(environment: GraphEnvironment, type: TypeInformation<T> | null): DataStream<T> {
  const source = environment.fromSource(sourceStandIn("continuous"), WatermarkStrategy.noWatermarks(), "input");
  source.transformation.outputType = type as TypeInformation<unknown> | null;
  return new DataStream<T>(environment, source.transformation);
}

/** A stream of any type, whose last operator counts. */
export interface EndOfStream {
  readonly transformation: Transformation;
}

/** A harness around the last operator of a stream. */
export function harnessOf(
  stream: EndOfStream,
  options: Omit<OneInputHarnessOptions, "createOperator" | "keySelector">,
): OneInputHarness {
  const { transformation } = stream;
  if (!(transformation instanceof OneInputTransformation)) throw new Error("The stream does not end in an operator.");
  const { factory, key } = transformation;
  return new OneInputHarness({
    ...options,
    createOperator() {
      const operator = factory.create();
      if (!(operator instanceof OneInputOperator)) throw new Error(`${factory.kind} has more than one input.`);
      return operator;
    },
    ...(key === null ? {} : { keySelector: key.keySelector }),
  });
}
