/** Small helpers for text of limited width. */
import pc from "picocolors";
import { cutTo, wrapTo } from "../sim/narrate/columns.ts";

export { padTo as pad } from "../sim/narrate/columns.ts";

/** Columns of everything that is printed. */
export const WIDTH = 80;
/** Columns before a text for its name. */
export const LABEL = 12;

/** Functions that colour a text, or leave it alone. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
}

/** Colours for a terminal; none with NO_COLOR or into a pipe. */
export function paintFor(isTerminal: boolean, environment: NodeJS.ProcessEnv): Paint {
  return pc.createColors(isTerminal && !environment.NO_COLOR && environment.TERM !== "dumb");
}

/** `1 record`, `1,204 records`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}

/** Virtual µs as `40.8 s`, or in ms below a tenth of a second. */
export function seconds(micros: number): string {
  return micros > 0 && micros < 100_000 ? `${(micros / 1000).toFixed(1)} ms` : `${(micros / 1e6).toFixed(1)} s`;
}

/** At most `width` columns, on one line. */
export function shorten(text: string, width: number): string {
  return cutTo(text.replace(/\s*\n\s*/g, " "), width);
}

/** Breaks at spaces so that lines have at most `width` columns. */
export function wrap(text: string, width: number): string[] {
  return wrapTo(text.trim().replace(/\s+/g, " "), width);
}
