import { checkMaxParallelism, checkParallelism } from "../graph/parallelism.ts";
import { LegacySinkTransformation, type Transformation } from "../graph/transformation.ts";
import { IllegalArgumentError } from "../types/errors.ts";

/** Changes a transformation for the builder methods, with Flink's checks. */
export class TransformationSettings {
  private readonly target: Transformation;

  constructor(target: Transformation) {
    this.target = target;
  }

  /** The description follows the name until it is set itself. */
  name(name: string): void {
    if (this.target.description === this.target.name) this.target.description = name;
    this.target.name = name;
  }

  uidHash(hash: string): void {
    if (!/^[0-9A-Fa-f]{32}$/.test(hash))
      throw new IllegalArgumentError(
        `Node hash must be a 32 character String that describes a hex code. Found: ${hash}`,
      );
    this.target.uidHash = hash;
  }

  parallelism(parallelism: number): void {
    checkParallelism(parallelism);
    if (this.target.nonParallel && parallelism !== 1)
      throw new IllegalArgumentError("The parallelism of non parallel operator must be 1.");
    this.target.setParallelism(parallelism);
  }

  maxParallelism(maxParallelism: number): void {
    checkMaxParallelism(maxParallelism);
    if (this.target.singleKeyGroup && maxParallelism !== 1)
      throw new IllegalArgumentError("The maximum parallelism of non parallel operator must be 1.");
    this.target.setMaxParallelism(maxParallelism);
  }

  bufferTimeout(timeoutMs: number): void {
    if (!Number.isInteger(timeoutMs) || timeoutMs < -1)
      throw new IllegalArgumentError(`The buffer timeout must be -1, 0 or a number of milliseconds, not ${timeoutMs}.`);
    if (this.target instanceof LegacySinkTransformation)
      throw new IllegalArgumentError("A sink has no output, so it has no buffer timeout.");
    this.target.bufferTimeoutMs = timeoutMs < 0 ? null : timeoutMs;
  }

  forceNonParallel(): void {
    this.target.setParallelism(1);
    this.target.setMaxParallelism(1);
    this.target.nonParallel = true;
    this.target.singleKeyGroup = true;
  }
}
