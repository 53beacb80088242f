/** What is wrong with a file for Perfetto: one sentence each. Knows the format, and nothing of how the file was made. */
import type { ChromeEvent, FlowRow, SliceRow, SpanRow } from "../../../visualizer/perfetto/chrome-event.ts";

const FIELDS: Readonly<Record<ChromeEvent["ph"], { readonly needed: string; readonly may?: string }>> = {
  M: { needed: "ph pid tid name args" },
  X: { needed: "ph pid tid ts dur cat name", may: "args" },
  b: { needed: "ph pid tid ts cat name id", may: "args" },
  e: { needed: "ph pid tid ts cat name id", may: "args" },
  s: { needed: "ph pid tid ts cat name id" },
  f: { needed: "ph bp pid tid ts cat name id" },
  C: { needed: "ph pid tid ts name args" },
  i: { needed: "ph s pid tid ts cat name args" },
};

export function problemsOf(rows: readonly ChromeEvent[]): string[] {
  return [...schema(rows), ...order(rows), ...places(rows), ...nesting(rows), ...flows(rows), ...spans(rows)];
}

function* schema(rows: readonly ChromeEvent[]): Generator<string> {
  for (const row of rows) {
    const shown = JSON.stringify(row);
    const { needed, may } = FIELDS[row.ph] ?? { needed: "" };
    const missing = needed.split(" ").filter((field) => !(field in row));
    const known = `${needed} ${may ?? ""}`.split(" ");
    const unknown = Object.keys(row).filter((field) => !known.includes(field));
    if (missing.length > 0 || unknown.length > 0) yield `${shown} lacks ${missing} or has the unknown ${unknown}`;
    const whole = [row.pid, row.tid, "ts" in row ? row.ts : 0, "dur" in row ? row.dur : 0];
    if (!whole.every((n) => Number.isSafeInteger(n) && n >= 0)) yield `${shown} has a number that is not whole`;
    if (typeof row.name !== "string" || row.name === "") yield `${shown} has no name`;
    if (row.ph === "f" && row.bp !== "e") yield `${shown} does not bind to what encloses it`;
    if ((row.ph === "s" || row.ph === "f") && !/^0x[0-9a-f]+$/.test(row.id)) yield `${shown} has an id that is not hex`;
    if (row.ph === "C" && !Object.values(row.args).every(Number.isFinite)) yield `${shown} counts no number`;
    if (row.ph === "i" && !["t", "p", "g"].includes(row.s)) yield `${shown} has no scope`;
  }
}

function* order(rows: readonly ChromeEvent[]): Generator<string> {
  let before = -1;
  for (const row of rows) {
    const ts = row.ph === "M" ? -1 : row.ts;
    if (ts < before) yield `${JSON.stringify(row)} comes after ${before}`;
    before = ts;
  }
}

/** Every process and thread is named once, and threads have ids of their own. */
function* places(rows: readonly ChromeEvent[]): Generator<string> {
  const processes = new Set<number>();
  const threads = new Map<number, number>();
  for (const row of rows) {
    if (row.ph !== "M") {
      if (!processes.has(row.pid)) yield `${JSON.stringify(row)} belongs to no process`;
      if (row.tid !== 0 && threads.get(row.tid) !== row.pid) yield `${JSON.stringify(row)} belongs to no thread`;
    } else if (row.name === "process_name") {
      if (processes.has(row.pid)) yield `process ${row.pid} is named twice`;
      processes.add(row.pid);
    } else if (row.name === "thread_name") {
      if (threads.has(row.tid)) yield `thread ${row.tid} is named twice`;
      threads.set(row.tid, row.pid);
    }
  }
}

function slicesByThread(rows: readonly ChromeEvent[]): Map<number, SliceRow[]> {
  const slices = new Map<number, SliceRow[]>();
  for (const row of rows) if (row.ph === "X") slices.set(row.tid, [...(slices.get(row.tid) ?? []), row]);
  return slices;
}

function* nesting(rows: readonly ChromeEvent[]): Generator<string> {
  for (const slices of slicesByThread(rows).values()) {
    const open: SliceRow[] = [];
    for (const slice of slices) {
      while (open.length > 0 && open[open.length - 1].ts + open[open.length - 1].dur <= slice.ts) open.pop();
      const outer = open[open.length - 1];
      if (outer !== undefined && slice.ts + slice.dur > outer.ts + outer.dur)
        yield `${JSON.stringify(slice)} goes beyond ${JSON.stringify(outer)}`;
      open.push(slice);
    }
  }
}

function* flows(rows: readonly ChromeEvent[]): Generator<string> {
  const slices = slicesByThread(rows);
  const started = new Map<string, FlowRow>();
  const finished = new Set<string>();
  for (const row of rows) {
    if (row.ph !== "s" && row.ph !== "f") continue;
    const enclosed = (slices.get(row.tid) ?? []).some(({ ts, dur }) => ts <= row.ts && row.ts < ts + dur);
    if (!enclosed) yield `${JSON.stringify(row)} is enclosed by nothing`;
    if (row.ph === "s") {
      if (started.has(row.id)) yield `${row.id} is used again`;
      started.set(row.id, row);
      continue;
    }
    const start = started.get(row.id);
    if (start === undefined || finished.has(row.id)) yield `${JSON.stringify(row)} finishes no flow`;
    else if (start.name !== row.name || start.cat !== row.cat)
      yield `${JSON.stringify(row)} is called otherwise before`;
    finished.add(row.id);
  }
  for (const id of started.keys()) if (!finished.has(id)) yield `${id} is never finished`;
}

function* spans(rows: readonly ChromeEvent[]): Generator<string> {
  const open = new Map<string, SpanRow>();
  for (const row of rows) {
    if (row.ph !== "b" && row.ph !== "e") continue;
    const key = `${row.pid} ${row.cat} ${row.id}`;
    const begun = open.get(key);
    if (row.ph === "b") {
      if (begun !== undefined) yield `${JSON.stringify(row)} begins what has begun`;
      open.set(key, row);
    } else {
      if (begun?.name !== row.name) yield `${JSON.stringify(row)} ends what has not begun`;
      open.delete(key);
    }
  }
  for (const row of open.values()) yield `${JSON.stringify(row)} never ends`;
}
