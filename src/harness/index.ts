/** Operators and functions run alone, for unit tests: `tidemark/harness`. */
export { GraphEnvironment } from "../api/graph-environment.ts";
export { GraphHarness, type GraphHarnessOptions } from "./graph-harness.ts";
export type { Emitted, SideRecord } from "./harness-output.ts";
export { OneInputHarness, type OneInputHarnessOptions } from "./one-input-harness.ts";
export {
  type HarnessOptions,
  type HarnessSettings,
  type HarnessSnapshot,
  OperatorHarness,
} from "./operator-harness.ts";
export { ProcessFunctionTestHarnesses } from "./process-function-test-harnesses.ts";
export {
  type EndOfStream,
  harnessForStream,
  inputStream,
  oneInputHarnessOf,
  twoInputHarnessOf,
} from "./stream-harness.ts";
export {
  type InputNumber,
  type InputRouting,
  TwoInputHarness,
  type TwoInputHarnessOptions,
} from "./two-input-harness.ts";
