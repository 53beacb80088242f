/** Reading the free part of trace events: everything there is of unknown type, and a checker must not fail on it. */
import type { TraceEvent } from "../../src/trace/trace.ts";

/** A field of `ext`, or undefined. */
export function field(event: TraceEvent, name: string): unknown {
  return event.ext === null ? undefined : event.ext[name];
}

/** A numeric field of `ext`, or `fallback`. */
export function numberField(event: TraceEvent, name: string, fallback: number): number {
  const value = field(event, name);
  return typeof value === "number" ? value : fallback;
}

/** A field of `ext` as text; empty if it is absent. */
export function textField(event: TraceEvent, name: string): string {
  const value = field(event, name);
  return value === undefined || value === null ? "" : typeof value === "string" ? value : textOf(value);
}

/** A list field of `ext`; empty if it is absent or no list. */
export function listField(event: TraceEvent, name: string): readonly unknown[] {
  const value = field(event, name);
  return Array.isArray(value) ? value : [];
}

/** Text that is equal for equal data of equal type, and different otherwise. */
export function textOf(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `"${value}"`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${value}n`;
    case "object":
      return value === null ? "null" : JSON.stringify(value, plain);
    default:
      return String(value);
  }
}

/** The key that an event is of, as text. */
export function keyText(event: TraceEvent): string {
  return textOf(field(event, "key"));
}

/** The namespace of a state or timer, as text. */
export function namespaceText(event: TraceEvent): string {
  return textOf(field(event, "ns"));
}

/** The keyed state that an `st.*` event touches, in words. */
export function cellText(event: TraceEvent): string {
  return `${textOf(field(event, "state"))} ${keyText(event)} ${namespaceText(event)}`;
}

/** How an output value is written for comparison with a reference: text as it is, other data as JSON. */
export function renderValue(value: unknown): string {
  return typeof value === "string" ? value : textOf(value);
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
