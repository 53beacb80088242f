/** What a failing property prints. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { explain } from "../../sim/explain.ts";
import type { Finding } from "../../sim/explore/finding.ts";
import { type Ground, usualSettings } from "../../sim/explore/ground.ts";
import { addressOfRun } from "../../sim/link/run-link-text.ts";
import { chanceSentence, cutSentence, instructionsOf } from "../../sim/narrate/script.ts";
import { programReferenceOf } from "../../sim/program-reference.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import { placeOfRefusal } from "../../src/cluster/refused-graph.ts";
import { Configuration } from "../../src/config/configuration.ts";
import { type Origin, originOf } from "./origin.ts";

/** Where the failing case can be had again. */
export interface KeptCase {
  readonly file: string;
  /** As it is in the file. */
  readonly scenario: Scenario;
}

/**
 * The property, the script of faults, what it did to which record, and the ways to see it again.
 *
 * @param kept null: nothing was kept
 */
export function failureReport(
  run: VerifiedRun,
  finding: Finding,
  aside: readonly Finding[],
  kept: KeptCase | null,
): string {
  const { scenario } = run;
  const origin = originOf(scenario);
  return [
    `${finding.property} does not hold. ${finding.message}`,
    "",
    "The shortest script of faults that was found:",
    ...scriptOf(scenario).map((line) => `  ${line}`),
    ...settingsOf(scenario),
    "",
    ...(origin === null ? [] : [whatHappened(run, origin.ground), ""]),
    ...(origin === null ? [] : refusedAt(run, origin.ground)),
    `Seed        ${scenario.seed}`,
    ...(kept === null ? [] : waysBack(kept, origin)),
    ...(aside.length === 0
      ? []
      : [`Also        ${aside.map(({ property }) => property).join(", ")} did not hold in it.`]),
  ].join("\n");
}

function scriptOf(scenario: Scenario): string[] {
  const instructions = instructionsOf(scenario).map((line, i) => `${i + 1}. ${line}`);
  const notes = [chanceSentence(scenario), cutSentence(scenario)].filter((note) => note !== null);
  const happenings = instructions.length === 0 ? ["It happens without any fault."] : instructions;
  return [...happenings, ...notes];
}

/** How to have the case again. */
function waysBack({ file, scenario }: KeptCase, origin: Origin | null): string[] {
  const { services = {} } = origin?.ground.host ?? {};
  if (Object.keys(services).length > 0)
    return [
      `Kept in     ${file}`,
      "Again       simulate(scenario, { host: { programs, services } }) in a test: a file does not hold services.",
    ];
  const name = 'name the file of the job, scenarios(job, { module: "./jobs/mine.ts" }), to run it from a command line.';
  if (origin === null || origin.module === null) return [`Kept in     ${file}`, `Again       ${name}`];
  return [
    `Kept in     ${file}`,
    `Again       npx tidemark run --scenario ${file}`,
    `See it      npx tidemark ui --scenario ${file}`,
    `            and, while that runs on this machine, ${addressOfRun(scenario, scenario)}`,
  ];
}

/** The call in the user's job for which its graph was refused. */
function refusedAt({ failure, scenario }: VerifiedRun, { host }: Ground): string[] {
  if (failure === null || failure.operator !== null) return [];
  const place = placeOfRefusal((name) => host.programs[name], programReferenceOf(scenario), new Configuration());
  return place === null ? [] : [`Refused at  ${shortPath(place.file)}:${place.line}, ${place.call}`];
}

/** From where the tests run, if it lies there. */
function shortPath(file: string): string {
  const path = relative(process.cwd(), file.startsWith("file:") ? fileURLToPath(file) : file);
  return path.startsWith("..") ? file : path;
}

/** With every record kept: the sentence, the way of the record, the digest. */
function whatHappened({ scenario }: VerifiedRun, { host, upsert }: Ground): string {
  return explain(simulateVerified(scenario, host, { store: 2, ...(upsert === undefined ? {} : { upsert }) }));
}

/** Settings that had to be otherwise than usual: the diagnosis. */
function settingsOf(scenario: Scenario): string[] {
  const base = originOf(scenario)?.ground.base;
  if (base === undefined) return [];
  const usual = usualSettings(base);
  const own = Object.entries(scenario.configuration ?? {}).filter(([key, value]) => usual[key] !== value);
  return own.length === 0 ? [] : ["", "It needs:", ...own.map(([key, value]) => `  ${key}: ${value}`)];
}
