import type { TypeInformation } from "../types/declared-type.ts";

/** Names a side output. Two tags with the same id are the same output. `OutputTag`. */
export class OutputTag<T> {
  declare readonly __type: T;
  readonly id: string;
  /** Declared of the records; null: nothing is. */
  readonly type: TypeInformation<unknown> | null;

  /**
   * Throws for an empty id.
   * @param type of the records: what later operators keep of them in state is of that type
   */
  constructor(id: string, type: TypeInformation<T> | null = null) {
    if (id === "") throw new Error("An OutputTag needs an id that is not empty.");
    this.id = id;
    // Whoever asks has records of this output.
    this.type = type as TypeInformation<unknown> | null;
  }
}
