/** Names a side output. Two tags with the same id are the same output. `OutputTag`. */
export class OutputTag<T> {
  declare readonly __type: T;
  readonly id: string;

  /** @param id not empty */
  constructor(id: string) {
    if (id === "") throw new Error("An OutputTag needs an id that is not empty.");
    this.id = id;
  }
}
