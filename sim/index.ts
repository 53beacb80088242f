/** The deterministic world: run a scenario, look at what happened, check it. */
export { allCheckers, checkTrace } from "./check/all-checkers.ts";
export { lostTransactionSentence } from "./check/lost-transaction.ts";
export { explain } from "./explain.ts";
export * from "./index-in-page.ts";
export { addressOfRun } from "./link/run-link-text.ts";
export {
  readTrace,
  type StoredTrace,
  TraceFileError,
  type TraceHeader,
  traceLines,
  writeTrace,
} from "./trace/jsonl.ts";
export { createVerifiedSimulation, simulateVerified } from "./verify.ts";
