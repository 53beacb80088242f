/** The deterministic world: run a scenario, look at what happened, check it. */
export { explain } from "./explain.ts";
export * from "./index-in-page.ts";
export {
  readTrace,
  type StoredTrace,
  TraceFileError,
  type TraceHeader,
  traceLines,
  writeTrace,
} from "./trace/jsonl.ts";
