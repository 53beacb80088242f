/** A graph that cannot be, for what one call of the API asked for. */
export class GraphError extends Error {
  /** Id of the transformation that the call made. */
  readonly transformation: number;

  constructor(message: string, transformation: number) {
    super(message);
    this.transformation = transformation;
  }
}
