/** Thrown by an exercise that nobody has begun to solve; learners take the line away. */
export class MissingSolutionError extends Error {
  override name = "MissingSolutionError";

  constructor() {
    super("Nothing is written here yet: this line throws until you take it away.");
  }
}
