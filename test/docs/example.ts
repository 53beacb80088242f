/** An operator, what it remembers, and a few lines that show it at work: a page shows their text, and a test runs them. */
export interface Example {
  /** Heading on the page. */
  readonly name: string;
  /** What it keeps in state, and when that goes. */
  readonly keeps: string;
  /** Of a source: what comes again after a failure. */
  readonly replay?: string;
  /** Of a sink: how often a record is seen outside. */
  readonly guarantee?: string;
  readonly run: () => unknown;
  readonly gives: unknown;
}

/** What most examples are about. */
export interface Fare {
  readonly driver: string;
  readonly tip: number;
}
