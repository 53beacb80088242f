import type { TraceEvent } from "../../src/trace/trace.ts";

/**
 * A reading of events that is worked out once for each of them, although several checkers ask for it: they see an event one
 * after another, so the last answer is all that is kept.
 * @param read gives the same for the same event, and changes nothing
 */
export function oncePerEvent<T>(read: (event: TraceEvent) => T): (event: TraceEvent) => T {
  let last: { readonly event: TraceEvent; readonly answer: T } | null = null;
  return (event) => {
    if (last === null || last.event !== event) last = { event, answer: read(event) };
    return last.answer;
  };
}
