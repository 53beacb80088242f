/**
 * A moment of a run as a text that fits behind the `#` of an address: which run, which moment, which view. It is never
 * sent to a server, and nothing in it is ever executed.
 */
import type { RunLink } from "../../sim/link/run-link.ts";
import { decodeLinkValue, encodeLinkValue, formatRunLink, RUN_LINK_READERS } from "../../sim/link/run-link-text.ts";
import type { Tab } from "../page/page-state.ts";
import type { Selection } from "../page/selection.ts";

/** What a link says; what it does not say is absent. */
export interface Link extends RunLink {
  /** Virtual time, µs. */
  readonly micros?: number;
  /** Number of the last event that has happened. */
  readonly seq?: number;
  readonly tab?: Tab;
  readonly selection?: Selection;
  /** Virtual µs. */
  readonly focus?: { readonly from: number; readonly to: number };
  /** "tour.stop": id of a tour and number of the stop, from 1. */
  readonly tour?: string;
  /** The server has a trace to be shown. */
  readonly trace?: true;
  /** The server has a tour to be played. */
  readonly ownTour?: true;
  readonly language?: "en" | "zh";
  readonly theme?: "light" | "dark";
  /** First 8 hex digits of the hash of all that was decided up to the moment. */
  readonly hash?: string;
  /** Version of the package that made the link. */
  readonly engine?: string;
}

/** A link, and what of it was left out because it cannot be read. */
export interface ParsedLink {
  readonly link: Link;
  readonly ignored: readonly string[];
}

const MOST_CHARACTERS = 16_384;
const TABS: ReadonlySet<string> = new Set<Tab>(["graph", "event-time", "state", "checkpoints"]);

/** The part behind the `#`. */
export function formatLink(link: Link): string {
  const parts: string[] = ["v=1", ...formatRunLink(link)];
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) parts.push(`${key}=${encodeLinkValue(value)}`);
  };
  if (link.micros !== undefined) add("at", `${Math.round(link.micros)}${link.seq === undefined ? "" : `@${link.seq}`}`);
  add("view", link.tab);
  if (link.selection !== undefined) add("sel", formatSelection(link.selection));
  if (link.focus !== undefined) add("f", `${Math.round(link.focus.from)}-${Math.round(link.focus.to)}`);
  add("tour", link.tour);
  if (link.trace === true) add("trace", "1");
  if (link.ownTour === true) add("own-tour", "1");
  add("lang", link.language);
  add("th", link.theme);
  add("h", link.hash);
  add("e", link.engine);
  return parts.join("&");
}

/** Reads the part behind the `#`. What it cannot use it names; it never throws. */
export function parseLink(text: string): ParsedLink {
  const source = text.replace(/^#/, "");
  if (source.length > MOST_CHARACTERS) return { link: {}, ignored: ["#"] };
  const link: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const part of source.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const key = equals < 0 ? part : part.slice(0, equals);
    const read = READERS.get(key);
    const value = decodeLinkValue(part.slice(equals + 1));
    const found = read === undefined || equals < 0 || value === null ? null : read(value);
    if (found === null) ignored.push(key.slice(0, 20));
    else Object.assign(link, found);
  }
  return { link, ignored };
}

const READERS = new Map<string, (value: string) => Link | null>([
  ["v", (value) => (value === "1" ? {} : null)],
  ...RUN_LINK_READERS,
  ["at", readMoment],
  ["view", (tab) => (isTab(tab) ? { tab } : null)],
  ["sel", readSelection],
  ["f", readFocus],
  ["tour", (tour) => (/^[\w-]{1,40}\.\d{1,3}$/.test(tour) ? { tour } : null)],
  ["trace", (value) => (value === "1" ? { trace: true } : null)],
  ["own-tour", (value) => (value === "1" ? { ownTour: true } : null)],
  ["lang", (language) => (language === "en" || language === "zh" ? { language } : null)],
  ["th", (theme) => (theme === "light" || theme === "dark" ? { theme } : null)],
  ["h", (hash) => (/^[0-9a-f]{8}$/.test(hash) ? { hash } : null)],
  ["e", (engine) => (/^[\w.+-]{1,40}$/.test(engine) ? { engine } : null)],
]);

function isTab(text: string): text is Tab {
  return TABS.has(text);
}

function readMoment(value: string): Link | null {
  const [, micros, seq] = /^(\d{1,15})(?:@(\d{1,9}))?$/.exec(value) ?? [];
  if (micros === undefined) return null;
  return { micros: Number(micros), ...(seq === undefined ? {} : { seq: Number(seq) }) };
}

function readFocus(value: string): Link | null {
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(value) ?? [];
  return from === undefined || Number(from) >= Number(to) ? null : { focus: { from: Number(from), to: Number(to) } };
}

function formatSelection(selection: Selection): string {
  switch (selection.kind) {
    case "subtask":
      return `task:${selection.vertex}.${selection.subtask}`;
    case "channel":
      return `chan:${selection.ch}`;
    case "event":
      return `event:${selection.seq}`;
    case "machine":
      return `tm:${selection.letter}`;
    case "checkpoint":
      return `cp:${selection.id}`;
    case "transaction":
      return `txn:${selection.txn}`;
  }
}

function readSelection(value: string): Link | null {
  const [, kind, name] = /^(task|chan|event|tm|cp|txn):(.{1,120})$/.exec(value) ?? [];
  const number = /^\d{1,9}$/.test(name ?? "") ? Number(name) : null;
  switch (kind) {
    case "task": {
      const [, vertex, subtask] = /^([0-9a-f]{1,64})\.(\d{1,5})$/.exec(name) ?? [];
      return vertex === undefined ? null : { selection: { kind: "subtask", vertex, subtask: Number(subtask) } };
    }
    case "chan":
      return number === null ? null : { selection: { kind: "channel", ch: number } };
    case "event":
      return number === null ? null : { selection: { kind: "event", seq: number } };
    case "cp":
      return number === null ? null : { selection: { kind: "checkpoint", id: number } };
    case "tm":
      return /^\w{1,8}$/.test(name) ? { selection: { kind: "machine", letter: name } } : null;
    case "txn":
      return { selection: { kind: "transaction", txn: name } };
    default:
      return null;
  }
}
