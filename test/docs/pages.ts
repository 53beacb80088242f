/** The reference pages, made from the code: of faults, of properties, of what was compared with Flink. */

import { allCheckers } from "../../sim/check/all-checkers.ts";
import { livenessMonitors } from "../../sim/check/liveness/liveness-monitors.ts";
import { STATEMENTS } from "../../sim/check/statements.ts";
import { PROPERTIES_OF_RUNS } from "../../sim/explore/finding.ts";
import { PROBES } from "../../sim/explore/probes/probe-observer.ts";
import { SWARMS } from "../../sim/explore/swarm.ts";
import { TASK_EVENTS } from "../../sim/faults/anchor-task.ts";
import { FAULT_CATALOGUE } from "../../sim/faults/catalogue.ts";
import { LOG_METHODS, RPC_METHODS } from "../../sim/faults/rpc-methods.ts";
import { fidelityPage } from "./fidelity-page.ts";
import { operatorsPage, sourcesAndSinksPage } from "./operators-page.ts";
import { MADE, table } from "./page-parts.ts";

/** `docs/faults.md`. */
export function faultsPage(): string {
  const faults = Object.entries(FAULT_CATALOGUE).map(([what, { sentence, fields, cause, finds, example }]) =>
    [
      `## ${what}`,
      sentence,
      `For instance \`${example}\`.`,
      ...(fields.length === 0
        ? []
        : [
            table(
              ["field", "meaning", "default"],
              fields.map((field) => [`\`${field.name}\``, field.meaning, field.default ?? "has to be given"]),
            ),
          ]),
      `**In the world:** ${cause}.`,
      `**It can find:** ${finds}.`,
    ].join("\n\n"),
  );
  return `${[
    MADE,
    "# Faults",
    "A fault is a text: *what*`:`*fields*`@`*when*`/`*how long*. When is a virtual time (`12.4s`), or the n-th event of a kind (`txn.pre#3`, of one checkpoint `cp.sync(cp=5)#1`, in one task `txn.pre(task=Map,subtask=2)#1`, or both `txn.pre(cp=3,task=Map)#1`), and a while after it (`+2ms`). How long may be `ever`. Units are `us`, `ms`, `s` and `min`.",
    "A task is named by its chain (`Source: orders -> Map`) or by any operator in it; `subtask`, from 1, is any where it is not said. `%`, `,`, `(`, `)`, `/`, `@`, `;` and `#` in a name are written as `%25`, `%2C`, `%28`, `%29`, `%2F`, `%40`, `%3B` and `%23`. Such events are " +
      `${TASK_EVENTS.map((kind) => `\`${kind}\``).join(", ")}.`,
    ...faults,
    "## Calls that can be struck",
    `RPC: ${RPC_METHODS.map((method) => `\`${method}\``).join(", ")}.`,
    `Requests to the log: ${LOG_METHODS.map((method) => `\`${method}\``).join(", ")}.`,
    "## Swarms",
    "A campaign draws a subset of features for each scenario; a swarm says which there are.",
    table(
      ["swarm", "what it looks for"],
      Object.values(SWARMS).map(({ name, purpose }) => [`\`${name}\``, purpose]),
    ),
  ].join("\n\n")}\n`;
}

/** `docs/properties.md`. */
export function propertiesPage(): string {
  const rules = (checkers: readonly { readonly id: string }[]) =>
    table(
      ["id", "what holds"],
      checkers.map(({ id }) => [id, STATEMENTS[id]]),
    );
  const safety = allCheckers({ reference: new Map() }).sort((a, b) => (a.id < b.id ? -1 : 1));
  return `${[
    MADE,
    "# Properties",
    "Every run of `tidemark run`, `tidemark check` and `simulate` of `tidemark/test` is watched by these, from its trace alone.",
    "## Of a run as a whole",
    table(["id", "what holds"], Object.entries(PROPERTIES_OF_RUNS)),
    "## Safety",
    rules(safety),
    "## Liveness",
    "Asked for where nothing stands in the way: no fault in force, no setting that makes progress impossible. What is still open is named.",
    rules(livenessMonitors()),
    "## Probes",
    "Situations that a campaign should have reached at least once; those that it never reached are listed. What no campaign can reach yet is watched for, and not listed.",
    table(
      ["id", "what came about", "out of reach, because"],
      PROBES.map(({ id, statement, outOfReach }) => [`\`${id}\``, statement, outOfReach ?? ""]),
    ),
  ].join("\n\n")}\n`;
}

/** All pages by their path from the project's root. */
export const PAGES: Readonly<Record<string, () => string>> = {
  "docs/faults.md": faultsPage,
  "docs/properties.md": propertiesPage,
  "docs/fidelity.md": fidelityPage,
  "docs/operators.md": operatorsPage,
  "docs/sources-and-sinks.md": sourcesAndSinksPage,
};
