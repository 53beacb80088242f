/**
 * Traces as files: JSON lines. First a header, then one event a line (fields that have their default are left out), last
 * `{"end": count, "checksum": "…"}`, so that a file that was cut off, or in which anything was changed, is noticed. Lines
 * may end in LF or CR LF. Pure functions over strings.
 */

import type { TraceKind, TraceLevel } from "../../src/trace/kinds.ts";
import { TRACE_LEVELS } from "../../src/trace/kinds.ts";
import type { EventId, TraceEvent, TraceExt } from "../../src/trace/trace.ts";
import { NO_EVENT } from "../../src/trace/trace.ts";
import { DIGEST_ALGORITHM } from "./digest.ts";
import { LineChecksum } from "./line-checksum.ts";
import { decodeData, encodeData } from "./plain-data.ts";

/** `format` of the header. */
export const TRACE_FORMAT = "tidemark-trace";
/** `version` of the header; others are refused. */
export const TRACE_VERSION = 1;

/** What a trace file says of itself. */
export interface TraceHeader {
  /** The scenario, as data, that gives this trace again. */
  readonly scenario: unknown;
  /** The digest at the end of the run. */
  readonly digest: string;
  readonly digestAlgorithm: string;
  /** The digest after each 1,024 coordination events: where runs differ first. Older files have none. */
  readonly chain?: readonly string[];
  /** Finest level in the file; -1: no events, the digest only. */
  readonly level: -1 | TraceLevel;
}

/** A trace that was read. */
export interface StoredTrace {
  readonly header: TraceHeader;
  readonly events: TraceEvent[];
}

/** Why a file is no trace: one sentence with the number of the line (1-based). */
export class TraceFileError extends Error {
  readonly line: number;
  constructor(line: number, problem: string) {
    super(`Line ${line} of the trace ${problem}.`);
    this.name = "TraceFileError";
    this.line = line;
  }
}

/** The lines of a trace file, without line ends. Events of a finer level than the header's are left out. */
export function* traceLines(header: TraceHeader, events: Iterable<TraceEvent>): Generator<string, void> {
  const checksum = new LineChecksum();
  const head = JSON.stringify({
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    scenario: encodeData(header.scenario),
    digest: header.digest,
    digestAlgorithm: header.digestAlgorithm,
    level: header.level,
    chain: header.chain,
  });
  checksum.add(head);
  yield head;
  let count = 0;
  for (const event of events) {
    if ((event.id & 3) > header.level) continue;
    count++;
    const line = eventLine(event);
    checksum.add(line);
    yield line;
  }
  yield JSON.stringify({ end: count, checksum: checksum.value() });
}

/** A whole trace file. */
export function writeTrace(header: Omit<TraceHeader, "digestAlgorithm">, events: Iterable<TraceEvent>): string {
  return `${[...traceLines({ ...header, digestAlgorithm: DIGEST_ALGORITHM }, events)].join("\n")}\n`;
}

const HEADER_FIELDS = new Set(["format", "version", "scenario", "digest", "digestAlgorithm", "level", "chain"]);
const END_FIELDS = new Set(["end", "checksum"]);
const NUMBERS = ["id", "t", "task", "ch", "cause", "enabler", "a", "b", "x"] as const;
const EVENT_FIELDS = new Set<string>([...NUMBERS, "kind", "ext"]);

/** Reads a trace file, given whole or by lines. Throws `TraceFileError`. */
export function readTrace(input: string | Iterable<string>): StoredTrace {
  const reader = new TraceReader();
  const events: TraceEvent[] = [];
  for (const line of typeof input === "string" ? input.split("\n") : input) {
    const event = reader.line(line);
    if (event !== null) events.push(event);
  }
  return { header: reader.end(), events };
}

/** Reads a trace line by line and keeps nothing but its header: for files of any size. */
export class TraceReader {
  #header: TraceHeader | null = null;
  readonly #checksum = new LineChecksum();
  /** Lines and events so far. */
  #lines = 0;
  #events = 0;
  #ended = false;

  /** There once the first line was read. */
  get header(): TraceHeader | null {
    return this.#header;
  }

  /** Takes the next line; gives its event, or null when it is the header or the end. Throws `TraceFileError`. */
  line(raw: string): TraceEvent | null {
    const number = ++this.#lines;
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line === "" && this.#ended) return null;
    if (this.#ended) throw new TraceFileError(number, "comes after the end");
    const data = parse(line, number);
    if (this.#header !== null && "end" in data) {
      readEnd(data, number, this.#events, this.#checksum.value());
      this.#ended = true;
      return null;
    }
    this.#checksum.add(line);
    if (this.#header === null) {
      this.#header = readHeader(data, number);
      return null;
    }
    this.#events++;
    return readEvent(data, number, this.#header.level);
  }

  /** There are no more lines. Throws `TraceFileError` if the file was cut off. */
  end(): TraceHeader {
    if (this.#header === null) throw new TraceFileError(1, "is missing");
    if (!this.#ended) throw new TraceFileError(this.#lines + 1, "is missing: the file was cut off");
    return this.#header;
  }
}

/** The line of an event, without line end: equal events, equal lines. */
export function eventLine(event: TraceEvent): string {
  const row: Record<string, unknown> = { id: event.id, t: event.t, kind: event.kind };
  if (event.task !== -1) row.task = event.task;
  if (event.ch !== -1) row.ch = event.ch;
  if (event.cause !== NO_EVENT) row.cause = event.cause;
  if (event.enabler !== NO_EVENT) row.enabler = event.enabler;
  for (const column of ["a", "b", "x"] as const)
    if (!Object.is(event[column], 0)) row[column] = encodeData(event[column]);
  if (event.ext !== null) row.ext = encodeData(event.ext);
  return JSON.stringify(row);
}

function parse(line: string, number: number): Record<string, unknown> {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    throw new TraceFileError(number, "is not JSON");
  }
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new TraceFileError(number, "is not an object");
  return data as Record<string, unknown>;
}

function readEnd(data: Record<string, unknown>, number: number, count: number, checksum: string): void {
  refuseUnknown(data, END_FIELDS, number);
  if (data.end !== count)
    throw new TraceFileError(number, `says that there are ${String(data.end)} events, but there are ${count}`);
  if (data.checksum !== checksum)
    throw new TraceFileError(
      number,
      `has the checksum ${JSON.stringify(data.checksum)}, but the lines before give "${checksum}": the file was changed`,
    );
}

function refuseUnknown(data: Record<string, unknown>, known: ReadonlySet<string>, number: number): void {
  for (const name in data)
    if (!known.has(name)) throw new TraceFileError(number, `has the unknown field ${JSON.stringify(name)}`);
}

function readHeader(data: Record<string, unknown>, number: number): TraceHeader {
  if (data.format !== TRACE_FORMAT) throw new TraceFileError(number, "is not the header of a tidemark trace");
  if (data.version !== TRACE_VERSION)
    throw new TraceFileError(
      number,
      `has version ${JSON.stringify(data.version)}, but only version ${TRACE_VERSION} can be read`,
    );
  refuseUnknown(data, HEADER_FIELDS, number);
  const { digest, digestAlgorithm, level, chain } = data;
  if (
    typeof digest !== "string" ||
    typeof digestAlgorithm !== "string" ||
    (level !== -1 && level !== 0 && level !== 1 && level !== 2)
  ) {
    throw new TraceFileError(number, "lacks a digest, a digestAlgorithm or a level of -1, 0, 1 or 2");
  }
  const header: TraceHeader = { scenario: decoded(data.scenario, number), digest, digestAlgorithm, level };
  if (chain === undefined) return header;
  if (!isChain(chain)) throw new TraceFileError(number, "has a chain that is no list of digests");
  return { ...header, chain };
}

function isChain(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string" && /^[0-9a-f]{32}$/.test(entry));
}

function decoded(value: unknown, number: number): unknown {
  try {
    return decodeData(value);
  } catch {
    throw new TraceFileError(number, "holds data that cannot be read");
  }
}

function readEvent(data: Record<string, unknown>, number: number, level: -1 | TraceLevel): TraceEvent {
  refuseUnknown(data, EVENT_FIELDS, number);
  const kind = data.kind;
  if (typeof kind !== "string" || !Object.hasOwn(TRACE_LEVELS, kind))
    throw new TraceFileError(
      number,
      kind === undefined ? "has no kind" : `has the unknown kind ${JSON.stringify(kind)}`,
    );
  const column = (name: (typeof NUMBERS)[number], fallback: number): number => {
    const value = data[name] === undefined ? fallback : decoded(data[name], number);
    if (typeof value !== "number") throw new TraceFileError(number, `has no number as ${name}`);
    return value;
  };
  const id = column("id", Number.NaN);
  if (Number.isNaN(id)) throw new TraceFileError(number, "has no id");
  if ((id & 3) !== TRACE_LEVELS[kind as TraceKind] || (id & 3) > level)
    throw new TraceFileError(number, `has id ${id}, which is of another level than ${kind} or than the file`);
  const ext = data.ext === undefined ? null : decoded(data.ext, number);
  if (ext !== null && (typeof ext !== "object" || Array.isArray(ext)))
    throw new TraceFileError(number, "has an ext that is no object");
  return {
    id: id as EventId,
    t: column("t", 0),
    kind: kind as TraceKind,
    task: column("task", -1),
    ch: column("ch", -1),
    cause: column("cause", -1) as EventId,
    enabler: column("enabler", -1) as EventId,
    a: column("a", 0),
    b: column("b", 0),
    x: column("x", 0),
    ext: ext as TraceExt | null,
  };
}
