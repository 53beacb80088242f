/** A scenario names something that there is not: a service, a task, a machine. Its message is one sentence. */
export class ImpossibleTarget extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "ImpossibleTarget";
  }
}
