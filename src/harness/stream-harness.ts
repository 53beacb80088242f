import type { DataStream } from "../api/data-stream.ts";
import { GraphEnvironment } from "../api/graph-environment.ts";
import type { Source, SourceSplit } from "../api/source.ts";
import { WatermarkStrategy } from "../api/watermark-strategy.ts";
import {
  LegacySinkTransformation,
  OneInputTransformation,
  type Transformation,
  TwoInputTransformation,
} from "../graph/transformation.ts";
import { OneInputOperator } from "../operators/operator.ts";
import { TwoInputOperator } from "../operators/two-input-operator.ts";
import type { TypeInformation } from "../types/type-information.ts";
import { OneInputHarness } from "./one-input-harness.ts";
import type { HarnessSettings } from "./operator-harness.ts";
import { type InputRouting, TwoInputHarness } from "./two-input-harness.ts";

/** A stream of any type, whose last operator counts, or what `addSink` gives. */
export interface EndOfStream {
  readonly transformation: Transformation;
}

function refuse(): never {
  throw new Error("The source of a harness gives nothing: the test brings the elements.");
}

const SOURCE: Source<unknown, SourceSplit, null> = {
  boundedness: "continuous",
  createEnumerator: refuse,
  restoreEnumerator: refuse,
  createReader: refuse,
};

/** A stream to call the API on. @param type of its records; null: not declared */
export function inputStream<T>(environment: GraphEnvironment, type: TypeInformation<T> | null = null): DataStream<T> {
  // It never gives a record, so it is a source of any type.
  const source = environment.fromSource(
    SOURCE as Source<T, SourceSplit, null>,
    WatermarkStrategy.noWatermarks(),
    "input",
  );
  source.transformation.outputType = type as TypeInformation<unknown> | null;
  return source;
}

/** A harness around the last operator of a stream with one input. Throws for any other stream. */
export function oneInputHarnessOf({ transformation }: EndOfStream, settings: HarnessSettings = {}): OneInputHarness {
  if (!(transformation instanceof OneInputTransformation || transformation instanceof LegacySinkTransformation))
    throw new Error("The stream does not end in an operator with one input.");
  const { factory, key } = transformation;
  return new OneInputHarness({
    ...settings,
    createOperator() {
      const operator = factory.create();
      if (!(operator instanceof OneInputOperator)) throw new Error(`${factory.kind} is no operator with one input.`);
      return operator;
    },
    ...(key === null ? {} : { keySelector: key.keySelector }),
  });
}

/** A harness around the last operator of a stream with two inputs. Throws for any other stream. */
export function twoInputHarnessOf({ transformation }: EndOfStream, settings: HarnessSettings = {}): TwoInputHarness {
  if (!(transformation instanceof TwoInputTransformation))
    throw new Error("The stream does not end in an operator with two inputs.");
  const { factory, firstKey, secondKey } = transformation;
  const routing = (key: typeof firstKey): InputRouting => (key === null ? "first" : { keySelector: key.keySelector });
  const second = firstKey !== null && secondKey === null ? "broadcast" : routing(secondKey);
  return new TwoInputHarness({
    ...settings,
    createOperator() {
      const operator = factory.create();
      if (!(operator instanceof TwoInputOperator)) throw new Error(`${factory.kind} is no operator with two inputs.`);
      return operator;
    },
    routing: [routing(firstKey), second],
  });
}

/** Builds a stream out of one input and gives a harness around its last operator, open. */
export function harnessForStream<T>(
  build: (input: DataStream<T>) => EndOfStream,
  settings: HarnessSettings & { readonly type?: TypeInformation<T> } = {},
): OneInputHarness {
  const { type = null, ...rest } = settings;
  const harness = oneInputHarnessOf(build(inputStream<T>(new GraphEnvironment(), type)), rest);
  harness.open();
  return harness;
}
