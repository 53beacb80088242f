import { type CauseContext, NO_EVENT, type Trace } from "../../src/trace/trace.ts";

const NOTHING: CauseContext = [NO_EVENT, NO_EVENT, NO_EVENT];

/** Writes nothing: for operators that run outside a simulation. */
export const SILENT_TRACE: Trace = {
  buffers: false,
  records: false,
  emit: () => NO_EVENT,
  enter: () => {},
  step: () => NO_EVENT,
  causes: () => NOTHING,
  resume: () => {},
  digest: () => {},
};
