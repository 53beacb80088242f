/** Small helpers for text of limited width. */
import pc from "picocolors";

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
export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}

/** Virtual µs as `40.8 s`, or in ms below a tenth of a second. */
export function seconds(micros: number): string {
  return micros > 0 && micros < 100_000 ? `${(micros / 1000).toFixed(1)} ms` : `${(micros / 1e6).toFixed(1)} s`;
}

/** At most `width` characters. */
export function shorten(text: string, width: number): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

/** Breaks at spaces so that lines have at most `width` characters where words allow it. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
