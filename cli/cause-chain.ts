/** The chain of causes of an event, out of a file of any size: the first pass finds the ids, the second their events. */
import { type WhyRow, why } from "../sim/narrate/why.ts";
import type { TraceEvent } from "../src/trace/trace.ts";
import { openTrace, readThrough } from "./trace-file.ts";
import { UserError } from "./user-error.ts";

/** What only names things; the sentences need them. */
const DEFINITIONS = new Set(["vertex.def", "exec.def", "chan.def"]);
const LEVELS = 3;

/** Throws `UserError` when the file cannot be read or has no such event. */
export function causeChain(path: string, id: number): WhyRow[] {
  const causes = new Links();
  const enablers = new Links();
  readThrough(path, (event) => {
    causes.set(event.id, event.cause);
    enablers.set(event.id, event.enabler);
  });
  if (!causes.has(id))
    throw new UserError(`There is no event ${id} in ${path}; the ids are the first column of: tidemark trace ${path}`);
  const wanted = new Set<number>();
  const walked = new Set<number>();
  // A file that was made by hand must not send us in circles.
  for (let at = id; at >= 0 && !walked.has(at); at = causes.get(at)) {
    walked.add(at);
    wanted.add(at).add(enablers.get(at));
  }
  const events: TraceEvent[] = [];
  for (const { event } of openTrace(path).events)
    if (wanted.has(event.id) || DEFINITIONS.has(event.kind)) events.push(event);
  return why(events, id);
}

/** A number for each event; ids are dense within their level. */
class Links {
  readonly #byLevel: number[][] = Array.from({ length: LEVELS }, () => []);

  set(id: number, to: number): void {
    this.#byLevel[id & 3][Math.floor(id / 4)] = to;
  }

  has(id: number): boolean {
    return this.#byLevel[id & 3]?.[Math.floor(id / 4)] !== undefined;
  }

  get(id: number): number {
    return this.#byLevel[id & 3]?.[Math.floor(id / 4)] ?? -1;
  }
}
