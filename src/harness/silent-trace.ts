import { type CauseContext, type EventId, NO_EVENT, type Trace } from "../trace/trace.ts";

const NONE: CauseContext = [NO_EVENT, NO_EVENT, NO_EVENT];

/** A trace nobody reads. */
export const SILENT_TRACE: Trace = {
  buffers: false,
  records: false,
  emit: (): EventId => NO_EVENT,
  enter: () => {},
  step: (): EventId => NO_EVENT,
  causes: () => NONE,
  resume: () => {},
  digest: () => {},
};
