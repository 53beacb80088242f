/**
 * Which run a link means: a scenario that is known by name, and what of it is otherwise. A program's code and records
 * are never in it, so nothing of a link is ever executed.
 */
import type { RawConfigValue } from "../../src/config/configuration.ts";
import { isLatency } from "../latencies.ts";
import type { Scenario, ScenarioProgram } from "../scenario.ts";

/** What a link says of a run; what it does not say is as in the scenario of that name. */
export interface RunLink {
  readonly scenario?: string;
  readonly seed?: number;
  /** Faults beside the scenario's own, in their text form. */
  readonly faults?: readonly string[];
  /** The scenario's own faults do not happen. */
  readonly withoutOwnFaults?: true;
  /** By Flink's configuration keys, `arg.NAME`, `taskManagers`, `slots`, `limitMs`, `untilMs` or `randomLatencies`; "" takes a setting away. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Faults, and settings, of a link at the most. */
export const MOST_IN_LINK = 64;

/** What makes `scenario` of `base`, which the link names; null if a link cannot say it (other records, another job). */
export function runLinkOf(base: Scenario, scenario: Scenario): RunLink | null {
  if (unchangeable(base) !== unchangeable(scenario)) return null;
  const [before, now] = [settingsOf(base), settingsOf(scenario)];
  const settings = new Map<string, string>();
  for (const name of new Set([...before.keys(), ...now.keys()])) {
    const value = now.get(name) ?? "";
    if (value === (before.get(name) ?? "")) continue;
    if (!isSetting(name, value)) return null;
    settings.set(name, value);
  }
  if (settings.size > MOST_IN_LINK) return null;
  const [ownFaults, faults] = [base.faults ?? [], scenario.faults ?? []];
  const areKept = ownFaults.every((fault, i) => fault === faults[i]);
  const added = areKept ? faults.slice(ownFaults.length) : faults;
  if (added.length > MOST_IN_LINK) return null;
  return {
    ...(base.name === undefined ? {} : { scenario: base.name }),
    ...(base.seed === scenario.seed ? {} : { seed: scenario.seed }),
    ...(areKept ? {} : { withoutOwnFaults: true }),
    ...(added.length === 0 ? {} : { faults: added }),
    ...(settings.size === 0 ? {} : { settings: Object.fromEntries(settings) }),
  };
}

/** The scenario that a link means, without the faults that it adds. */
export function linkedScenario(base: Scenario, { seed, withoutOwnFaults, settings = {} }: RunLink): Scenario {
  const numbers: Record<string, number> = {};
  let { randomLatencies } = base;
  const args: Record<string, string> = { ...base.programs[0].args };
  const configuration: Record<string, RawConfigValue> = { ...base.configuration };
  for (const [name, value] of Object.entries(settings)) {
    if (NUMBERS.has(name)) numbers[name] = Number(value);
    else if (name === LATENCIES) randomLatencies = value === "" ? undefined : listOf(value);
    else if (name.startsWith(ARGUMENT)) change(args, name.slice(ARGUMENT.length), value, value);
    else change(configuration, name, value, rawValue(value));
  }
  const { limitMs, untilMs, ...cluster } = numbers;
  const { randomLatencies: _before, ...rest } = base;
  const program: ScenarioProgram = { ...base.programs[0], args };
  return {
    ...rest,
    seed: seed ?? base.seed,
    ...(Object.keys(args).length === 0 ? {} : { programs: [program, ...base.programs.slice(1)] }),
    cluster: { ...base.cluster, ...cluster },
    ...(Object.keys(configuration).length === 0 && base.configuration === undefined ? {} : { configuration }),
    ...(limitMs === undefined ? {} : { limitMs }),
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(randomLatencies === undefined ? {} : { randomLatencies }),
    ...(withoutOwnFaults === true ? { faults: [] } : {}),
  };
}

const ARGUMENT = "arg.";
const LATENCIES = "randomLatencies";
/** A list of latencies that is empty: a setting without a text is one that is not there. */
const NO_LATENCIES = "none";
const NUMBERS: ReadonlySet<string> = new Set(["taskManagers", "slots", "limitMs", "untilMs"]);

/** Can a link say it? */
export function isSetting(name: string, value: string): boolean {
  if (!/^[\w.-]{1,120}$/.test(name) || name === "__proto__") return false;
  if (name === LATENCIES) return value === "" || listOf(value).every(isLatency);
  return !NUMBERS.has(name) || /^[1-9]\d{0,11}$/.test(value);
}

function listOf(value: string): string[] {
  return value === NO_LATENCIES ? [] : value.split(" ");
}

function settingsOf(scenario: Scenario): Map<string, string> {
  const { programs, cluster, configuration = {}, limitMs, untilMs, randomLatencies } = scenario;
  const settings = new Map<string, string>([
    ["taskManagers", String(cluster.taskManagers)],
    ["slots", String(cluster.slots)],
  ]);
  if (limitMs !== undefined) settings.set("limitMs", String(limitMs));
  if (untilMs !== undefined) settings.set("untilMs", String(untilMs));
  if (randomLatencies !== undefined) settings.set(LATENCIES, randomLatencies.join(" ") || NO_LATENCIES);
  for (const [name, value] of Object.entries(programs[0].args ?? {})) settings.set(ARGUMENT + name, value);
  for (const [key, value] of Object.entries(configuration)) settings.set(key, String(value));
  return settings;
}

/** Everything that a link has no word for, as a text to be compared. Names and hashes decide nothing here. */
function unchangeable(scenario: Scenario): string {
  const { name: _name, purpose: _purpose, seed: _seed, faults: _faults, limitMs: _limitMs, ...rest } = scenario;
  const { programs, cluster, configuration: _configuration, inputs = {}, confluent = false, version } = rest;
  const modules = programs.map(({ module }, i) => (i === 0 ? module : programs[i]));
  return JSON.stringify([version, modules, cluster.slowness ?? {}, inputs, confluent]);
}

function change<V>(target: Record<string, V>, name: string, text: string, value: V): void {
  if (text === "") delete target[name];
  else target[name] = value;
}

function rawValue(text: string): RawConfigValue {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : text;
}
