/** What `tidemark replay` says. */

import { describe } from "../sim/narrate/describe.ts";
import type { Names } from "../sim/narrate/names.ts";
import { eventLine, type TraceHeader } from "../sim/trace/jsonl.ts";
import type { TraceEvent } from "../src/trace/trace.ts";
import type { Difference, DigestWindow } from "./comparison.ts";
import { rowLines } from "./event-line.ts";
import { packageVersion } from "./root.ts";
import { LABEL, type Paint, pad, seconds, WIDTH, wrap } from "./text.ts";

/** An earlier run beside the new one. */
export interface Replay {
  readonly file: string;
  readonly header: TraceHeader;
  readonly same: boolean;
  /** Of the new run: at its end, or where it was left at the first difference. */
  readonly digest: string;
  /** Null: no event differs, or the file has none. */
  readonly difference: Difference | null;
  readonly window: DigestWindow | null;
  /** Events that are the same. */
  readonly compared: number;
}

const LEVEL_NAMES = ["coordination", "buffers", "records"];

/** For people. */
export function replayReport(replay: Replay, names: Names, paint: Paint): string {
  const { header, same, difference, compared, digest } = replay;
  const events = compared === 1 ? "1 event" : `${compared.toLocaleString("en-US")} events`;
  const head = (text: string, good: boolean): string[] =>
    wrap(text, WIDTH).map((line) => paint.bold((good ? paint.green : paint.red)(line)));
  if (same) {
    const detail = header.level < 0 ? "the file has no events" : `${events} (${LEVEL_NAMES[header.level]}) compared`;
    return joined([...head(`The same run: ${detail}.`, true), `${pad("Digest", LABEL)}${digest}`]);
  }
  const changed = wrap(
    `The scenario is the same, so it is the program (this is tidemark ${packageVersion()}), the job or an input that has changed.`,
    WIDTH,
  );
  if (difference === null)
    return joined([
      ...head(`Another run: ${whereDigestsPart(replay, events)}`, false),
      `${pad("Before", LABEL)}${header.digest}`,
      `${pad("Now", LABEL)}${digest}`,
      ...changed,
    ]);
  const { was, is } = difference;
  const at = seconds((is ?? was)?.t ?? 0);
  return joined([
    ...head(`Another run: after ${events} that are the same, it differs at ${at}.`, false),
    "Before:",
    ...shown(was, names, paint, "the run had ended"),
    "Now:",
    ...shown(is, names, paint, "the run ends"),
    ...wrap(differingFields(was, is), WIDTH),
    ...changed,
  ]);
}

function whereDigestsPart({ header, window }: Replay, events: string): string {
  const head = header.level < 0 ? "the digest differs" : `${events} are the same, but the digest differs`;
  if (window === null) return `${head}; the file does not say where.`;
  const n = (count: number): string => count.toLocaleString("en-US");
  const where = `first within the coordination events ${n(window.from)} to ${n(window.to)}, from ${seconds(window.fromMicros)} to ${seconds(window.toMicros)}`;
  const what = header.level < 0 ? "" : ", in what buffers, snapshots or the output hold";
  return `${head} ${where}${what}.`;
}

function shown(event: TraceEvent | null, names: Names, paint: Paint, missing: string): string[] {
  if (event === null) return [`  (nothing: ${missing})`];
  return [
    ...rowLines(event, describe(event, names), WIDTH),
    ...wrap(eventLine(event), WIDTH - 2).map((line) => paint.dim(`  ${line}`)),
  ];
}

/** Which columns of two events are not the same; nothing if they are not of one kind. */
function differingFields(was: TraceEvent | null, is: TraceEvent | null): string {
  if (was === null || is === null || was.kind !== is.kind) return "";
  const columns = ["id", "t", "task", "ch", "cause", "enabler", "a", "b", "x", "ext"] as const;
  const different = columns.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  return different.length === 0 ? "" : `They differ in ${different.join(", ")}.`;
}

function joined(lines: readonly string[]): string {
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

/** For programs. */
export function jsonReplay({
  file,
  header,
  same,
  digest,
  difference,
  window,
  compared,
}: Replay): Record<string, unknown> {
  const line = (event: TraceEvent | null): unknown => (event === null ? null : JSON.parse(eventLine(event)));
  return {
    file,
    same,
    expected: header.digest,
    // A run that was left at its first difference has no digest to compare.
    digest: difference === null ? digest : null,
    compared,
    difference: difference === null ? null : { was: line(difference.was), is: line(difference.is) },
    window:
      window === null
        ? null
        : { from: window.from, to: window.to, fromMs: window.fromMicros / 1000, toMs: window.toMicros / 1000 },
  };
}
