/** All options. Importing this file fills the registry. */
export * from "./checkpoint-options.ts";
export * from "./cluster-options.ts";
export * from "./network-options.ts";
export * from "./pipeline-options.ts";
export * from "./restart-options.ts";
export * from "./tidemark-options.ts";
