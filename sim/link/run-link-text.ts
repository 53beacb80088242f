/** The part of an address that says which run is meant: written to be read, and read without trust. */
import { parseFault } from "../faults/fault-text.ts";
import type { Scenario } from "../scenario.ts";
import { isSetting, MOST_IN_LINK, type RunLink, runLinkOf } from "./run-link.ts";

/** Where `tidemark ui` serves the page when nothing else is asked for. */
export const PAGE_ADDRESS = "http://127.0.0.1:7117/";

/**
 * The address of a run in the page.
 *
 * @param base the scenario that the page has under the same name
 * @param options address: of the page; micros: the moment to be shown, virtual µs, default the beginning
 * @returns null if a link cannot say what is otherwise
 */
export function addressOfRun(
  base: Scenario,
  scenario: Scenario,
  options: { readonly address?: string; readonly micros?: number } = {},
): string | null {
  const link = runLinkOf(base, scenario);
  if (link === null || link.scenario === undefined) return null;
  const parts = ["v=1", ...formatRunLink({ seed: scenario.seed, ...link })];
  if (options.micros !== undefined) parts.push(`at=${Math.round(options.micros)}`);
  return `${options.address ?? PAGE_ADDRESS}#${parts.join("&")}`;
}

/** The readable parts of an address: `s=…`, `seed=…`, `p=…`, `own=0`, `i=…`. */
export function formatRunLink(link: RunLink): string[] {
  const parts: string[] = [];
  if (link.scenario !== undefined) parts.push(`s=${encodeLinkValue(link.scenario)}`);
  if (link.seed !== undefined) parts.push(`seed=${link.seed}`);
  const settings = Object.entries(link.settings ?? {});
  // Twice escaped where it would end a setting: once for the list, once for the address.
  if (settings.length > 0)
    parts.push(`p=${encodeLinkValue(settings.map(([name, value]) => `${name}:${escaped(value)}`).join(","))}`);
  if (link.withoutOwnFaults === true) parts.push("own=0");
  if (link.faults !== undefined && link.faults.length > 0) parts.push(`i=${encodeLinkValue(link.faults.join(";"))}`);
  return parts;
}

/** Readers of the values of these parts; they give null for what they cannot use. */
export const RUN_LINK_READERS: readonly (readonly [string, (value: string) => RunLink | null])[] = [
  ["s", (scenario) => (/^[\p{L}\p{N}_. -]{1,80}$/u.test(scenario) ? { scenario } : null)],
  ["seed", (value) => (/^\d{1,15}$/.test(value) ? { seed: Number(value) } : null)],
  ["p", readSettings],
  ["own", (value) => (value === "0" ? { withoutOwnFaults: true } : null)],
  ["i", readFaults],
];

/** Readable: only what would end the value is escaped. */
export function encodeLinkValue(value: string): string {
  return value.replace(/[^\w.:;,@/=+-]/g, (character) => encodeURIComponent(character));
}

/** Null if it is not well escaped. */
export function decodeLinkValue(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

function escaped(value: string): string {
  return value.replace(/[%,:&]/g, (character) => encodeURIComponent(character));
}

function readSettings(value: string): RunLink | null {
  const settings: [string, string][] = [];
  for (const part of value.split(",")) {
    const [, name, text] = /^([^:]+):([^:]*)$/.exec(part) ?? [];
    const plain = text === undefined ? null : decodeLinkValue(text);
    if (name === undefined || plain === null || !isSetting(name, plain)) return null;
    settings.push([name, plain]);
  }
  return settings.length > MOST_IN_LINK ? null : { settings: Object.fromEntries(settings) };
}

function readFaults(value: string): RunLink | null {
  const faults = value.split(";").filter((fault) => fault !== "");
  if (faults.length > MOST_IN_LINK) return null;
  try {
    faults.forEach(parseFault);
    return { faults };
  } catch {
    return null;
  }
}
