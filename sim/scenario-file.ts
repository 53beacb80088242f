/** Reads a scenario out of parsed JSON, strictly: unknown fields, wrong types and other versions are refused. */
import { Configuration } from "../src/config/configuration.ts";
import { nearestName } from "../src/config/nearest-name.ts";
import { parseFault } from "./faults/fault-text.ts";
import { isLatency, LATENCY_FORM } from "./latencies.ts";
import { SCENARIO_VERSION, type Scenario } from "./scenario.ts";

/** The scenario, or what is wrong with it, one sentence a problem. */
export type ScenarioReading =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;
/** Adds problems of a value that is found at a path. */
type Check = (value: unknown, path: string, problems: string[]) => void;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60);

const must =
  (test: (value: unknown) => boolean, wanted: string): Check =>
  (value, path, problems) => {
    if (!test(value)) problems.push(`${path} has to be ${wanted}, not ${shown(value)}.`);
  };
const text = must((value) => typeof value === "string", "a text");
const hash = must((value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value), "64 hexadecimal digits");
const flag = must((value) => typeof value === "boolean", "true or false");
const list = must(Array.isArray, "a list");
const plainValue = must(
  (value) => ["string", "number", "boolean"].includes(typeof value),
  "a text, a number or true or false",
);
const aboveZero = must((value) => typeof value === "number" && Number.isFinite(value) && value > 0, "a number above 0");
const whole = (min: number, max: number): Check =>
  must(
    (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
    `a whole number from ${min} to ${max}`,
  );

const each =
  (check: Check): Check =>
  (value, path, problems) => {
    if (!Array.isArray(value)) list(value, path, problems);
    else for (const [index, item] of value.entries()) check(item, `${path}[${index}]`, problems);
  };

const table =
  (check: Check): Check =>
  (value, path, problems) => {
    if (!isObject(value)) problems.push(`${path} has to be an object, not ${shown(value)}.`);
    else for (const [key, entry] of Object.entries(value)) check(entry, `${path}.${key}`, problems);
  };

/** An object with these fields and no other. */
const fields =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>>): Check =>
  (value, path, problems) => {
    if (!isObject(value)) return void problems.push(`${path} has to be an object, not ${shown(value)}.`);
    const known: Readonly<Record<string, Check>> = { ...required, ...optional };
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(known, key)) continue;
      const nearest = nearestName(key, Object.keys(known));
      problems.push(
        `${path} has the unknown field ${shown(key)}${nearest === null ? "." : `; did you mean "${nearest}"?`}`,
      );
    }
    for (const [key, check] of Object.entries(known)) {
      if (Object.hasOwn(value, key)) check(value[key], `${path}.${key}`, problems);
      else if (Object.hasOwn(required, key)) problems.push(`${path} lacks the field "${key}".`);
    }
  };

const MAX_DEPTH = 100;

/** JSON text may hold 1e400, but nobody could write down again what it is read as; and copies of records are recursive. */
function plainData(value: unknown, path: string, problems: string[], depth = 0): void {
  if (typeof value === "number" && !Number.isFinite(value))
    problems.push(`${path} has to be a number of at most ${Number.MAX_VALUE}, not ${value}.`);
  else if (typeof value !== "object" || value === null) return;
  else if (depth > MAX_DEPTH) problems.push(`${path} is nested more than ${MAX_DEPTH} deep.`);
  else
    for (const [key, entry] of Object.entries(value))
      plainData(entry, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, problems, depth + 1);
}

const records: Check = (value, path, problems) => (Array.isArray(value) ? plainData : list)(value, path, problems);

const input: Check = (value, path, problems) =>
  isObject(value) && "records" in value
    ? fields({ records }, {})(value, path, problems)
    : fields({ file: text, format: text }, {})(value, path, problems);

/** What `read` throws becomes a problem. */
const readable =
  (read: (value: unknown) => unknown): Check =>
  (value, path, problems) => {
    try {
      read(value);
    } catch (thrown) {
      problems.push(`${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  };

const fault: Check = (value, path, problems) =>
  typeof value === "string"
    ? readable((spec) => parseFault(spec as string))(value, path, problems)
    : text(value, path, problems);

const configuration: Check = (value, path, problems) => {
  const before = problems.length;
  table(plainValue)(value, path, problems);
  if (problems.length === before)
    readable((entries) => Configuration.fromEntries(entries as Record<string, string>))(value, path, problems);
};

const programs: Check = (value, path, problems) => {
  each(fields({ module: text }, { args: table(text), sha256: hash }))(value, path, problems);
  if (Array.isArray(value) && value.length !== 1)
    problems.push(`${path} has to name one program, not ${value.length}.`);
};

const scenarioFields = fields(
  {
    version: () => {},
    seed: whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    programs,
    cluster: fields({ taskManagers: whole(1, 1000), slots: whole(1, 1000) }, { slowness: table(aboveZero) }),
  },
  {
    name: text,
    purpose: text,
    inputs: table(input),
    configuration,
    faults: each(fault),
    limitMs: aboveZero,
    untilMs: aboveZero,
    confluent: flag,
    randomLatencies: each(must(isLatency, LATENCY_FORM)),
  },
);

/** Never throws. A file of another version has that one problem. */
export function readScenario(data: unknown): ScenarioReading {
  if (!isObject(data)) return { ok: false, problems: [`A scenario has to be an object, not ${shown(data)}.`] };
  if (data.version !== SCENARIO_VERSION)
    return {
      ok: false,
      problems: [
        `The scenario has ${data.version === undefined ? "no version" : `version ${shown(data.version)}`}; this program reads version ${SCENARIO_VERSION}.`,
      ],
    };
  const problems: string[] = [];
  scenarioFields(data, "scenario", problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, scenario: data as unknown as Scenario };
}
