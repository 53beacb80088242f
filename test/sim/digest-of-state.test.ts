import { expect, test } from "vitest";
import {
  type DataStream,
  KeyedProcessFunction,
  type RuntimeContext,
  type StreamExecutionEnvironment,
  type ValueState,
  ValueStateDescriptor,
} from "../../src/index.ts";
import { numbersOfAJobThatFailsOnce, runJob } from "../docs/run-job.ts";

/** Keeps a number and never tells it. */
class Keeps extends KeyedProcessFunction<number, number, number> {
  private kept!: ValueState<number>;
  private readonly number: number;

  constructor(number: number) {
    super();
    this.number = number;
  }

  override open(context: RuntimeContext): void {
    this.kept = context.getState(new ValueStateDescriptor<number>("kept"));
  }

  override processElement(): void {
    this.kept.update(this.number);
  }
}

function digestOf(kept: number): string {
  const job = (env: StreamExecutionEnvironment) => {
    const numbers: DataStream<number> = numbersOfAJobThatFailsOnce(env);
    env.enableCheckpointing(10);
    numbers
      .keyBy((n) => n)
      .process(new Keeps(kept))
      .print();
    env.execute();
  };
  return runJob(job).digest;
}

test("two runs that differ in nothing but a value in their snapshots have different digests", () => {
  expect(digestOf(1)).toBe(digestOf(1));
  expect(digestOf(1)).not.toBe(digestOf(2));
});
