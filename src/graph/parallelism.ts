import { IllegalArgumentError } from "../types/errors.ts";
/** Upper bound of parallelism and max parallelism. `Transformation.UPPER_BOUND_MAX_PARALLELISM`. */
export const UPPER_BOUND_MAX_PARALLELISM = 32768;

const LOWER_BOUND_DEFAULT_MAX_PARALLELISM = 128;

/** Throws unless `parallelism` is at least 1 or −1 (the default). `OperatorValidationUtils.validateParallelism`. */
export function checkParallelism(parallelism: number): void {
  if (!Number.isInteger(parallelism) || (parallelism < 1 && parallelism !== -1)) {
    throw new IllegalArgumentError(
      "The parallelism of an operator must be at least 1, or ExecutionConfig.PARALLELISM_DEFAULT (use system default).",
    );
  }
}

/** Throws unless 1 ≤ `maxParallelism` ≤ 32768. `OperatorValidationUtils.validateMaxParallelism`. */
export function checkMaxParallelism(maxParallelism: number): void {
  if (!(maxParallelism > 0)) throw new IllegalArgumentError("The maximum parallelism must be greater than 0.");
  if (!Number.isInteger(maxParallelism) || maxParallelism > UPPER_BOUND_MAX_PARALLELISM) {
    throw new IllegalArgumentError(
      `Maximum parallelism must be between 1 and ${UPPER_BOUND_MAX_PARALLELISM}. Found: ${maxParallelism}`,
    );
  }
}

/** min(max(the power of two not below 1.5 × parallelism, 128), 32768). `KeyGroupRangeAssignment.computeDefaultMaxParallelism`. */
export function defaultMaxParallelism(parallelism: number): number {
  const wanted = parallelism + Math.floor(parallelism / 2);
  let power = LOWER_BOUND_DEFAULT_MAX_PARALLELISM;
  while (power < wanted && power < UPPER_BOUND_MAX_PARALLELISM) power *= 2;
  return power;
}
