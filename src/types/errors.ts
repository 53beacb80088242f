/** The kinds of refusal that Flink spells as Java exceptions; callers and conformance cases tell them apart by class. */

/** A value that the caller chose is out of bounds. `IllegalArgumentException`. */
export class IllegalArgumentError extends Error {
  override name = "IllegalArgumentError";
}

/** A call came at a moment when it is not allowed. `IllegalStateException`. */
export class IllegalStateError extends Error {
  override name = "IllegalStateError";
}

/** null where a value is required. `NullPointerException`. */
export class NullPointerError extends Error {
  override name = "NullPointerError";
}

/** The combination exists in no version of the runtime. `UnsupportedOperationException`. */
export class UnsupportedOperationError extends Error {
  override name = "UnsupportedOperationError";
}

/** There is nothing to be had. `NoSuchElementException`. */
export class NoSuchElementError extends Error {
  override name = "NoSuchElementError";
}

/** State was written in a form that cannot be read any more. `StateMigrationException`. */
export class StateMigrationError extends Error {
  override name = "StateMigrationError";
}
