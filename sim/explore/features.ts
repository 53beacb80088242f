/**
 * What may differ between two scenarios of a campaign. A swarm draws a non-empty subset of features for each scenario:
 * features hide each other and compete for room, so leaving some out finds more than always taking all (Groce et al. 2012).
 */

/** Kinds of faults. */
export const FAULT_FEATURES = [
  "crash",
  "silent-crash",
  "crash-burst",
  "crash-log",
  "pause",
  "slow-machine",
  "cut",
  "lost-call",
  "lost-answer",
  "repeated-call",
  "late-call",
  "late-answer",
  "log-requests",
  "failing-storage",
  "slow-storage",
  "extra-checkpoint",
] as const;
/** A kind of fault that a swarm can switch on. */
export type FaultFeature = (typeof FAULT_FEATURES)[number];

/** Groups of settings that are put on adversarial values. */
export const SETTING_FEATURES = [
  "buffers",
  "checkpointing",
  "timeouts",
  "event-time",
  "chaining",
  "parallelism",
  "speed",
] as const;
/** A group of settings that a swarm can switch on. */
export type SettingFeature = (typeof SETTING_FEATURES)[number];

/** What else differs. */
export const SHAPE_FEATURES = [
  "cluster-shape",
  "slow-node",
  "fewer-records",
  "repeated-records",
  "swapped-records",
] as const;
/** A change of cluster or input that a swarm can switch on. */
export type ShapeFeature = (typeof SHAPE_FEATURES)[number];

/** All features, in a stable order. */
export const FEATURES = [...FAULT_FEATURES, ...SETTING_FEATURES, ...SHAPE_FEATURES] as const;
/** Anything that a swarm can switch on. */
export type Feature = (typeof FEATURES)[number];
