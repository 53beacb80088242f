import type {
  CheckpointListener,
  FunctionInitializationContext,
  FunctionSnapshotContext,
} from "../api/checkpointed-function.ts";
import type { RichFunction, RuntimeContext } from "../api/functions.ts";

/** Gives the life of the function that it is put around to that one. `WrappingFunction`. */
export abstract class WrappingFunction implements RichFunction, CheckpointListener {
  /** @returns a function object, or a plain function, which has no life cycle */
  protected abstract wrapped(): unknown;

  open(context: RuntimeContext): void {
    this.life().open?.(context);
  }

  close(): void {
    this.life().close?.();
  }

  initializeState(context: FunctionInitializationContext): void {
    this.life().initializeState?.(context);
  }

  snapshotState(context: FunctionSnapshotContext): void {
    this.life().snapshotState?.(context);
  }

  notifyCheckpointComplete(checkpointId: number): void {
    this.life().notifyCheckpointComplete?.(checkpointId);
  }

  notifyCheckpointAborted(checkpointId: number): void {
    this.life().notifyCheckpointAborted?.(checkpointId);
  }

  private life(): RichFunction {
    const fn = this.wrapped();
    return typeof fn === "object" && fn !== null ? fn : {};
  }
}
