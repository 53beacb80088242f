/** The deterministic world: run a scenario, look at what happened, check it. */
export { explain } from "./explain.ts";
export * from "./index-in-page.ts";
