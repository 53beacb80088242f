/**
 * Property tests of jobs: `tidemark/test`.
 *
 * ```ts
 * import { test } from "@fast-check/vitest";
 * import { scenarios, simulate } from "tidemark/test";
 * import { expect } from "vitest";
 * import orders from "../jobs/orders.ts";
 *
 * test.prop([scenarios(orders, { module: "./jobs/orders.ts" })])("orders are exactly once", (scenario) => {
 *   expect(simulate(scenario)).toBeExactlyOnce();
 * });
 * ```
 */
import "./matchers.ts";

export type { Checker, Report, Violation } from "../../sim/check/checker.ts";
export type { KeyOf, UpsertOutput } from "../../sim/check/upsert/final-table.ts";
export type { UpsertVerdict } from "../../sim/check/upsert/upsert-verdict.ts";
export type { AmbientUse } from "../../sim/explore/ambient-use.ts";
export { SWARMS, type Swarm } from "../../sim/explore/swarm.ts";
export type { ExactlyOnceOptions } from "./matchers.ts";
export { type ScenariosOptions, scenarios } from "./scenarios.ts";
export { type SimulateOptions, simulate, type TestedRun } from "./simulate.ts";
export { SINK_CASES, type SinkCase, type SinkServiceNames } from "./sink-cases.ts";
export { type SinkUnderTest, sinkConformance, sinkProblems } from "./sink-conformance.ts";
