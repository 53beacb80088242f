/** Something worth telling. */
export interface Moment {
  /** Virtual time, µs. */
  readonly t: number;
  /** Position of its event in the trace. */
  readonly order: number;
  readonly text: string;
  /** Moments of one kind that follow each other are folded into one: the first, and how many more. */
  readonly fold?: string | undefined;
  /** A record that a source sends; those that follow each other are told together. */
  readonly sent?: { readonly source: string; readonly again: boolean };
  /** What makes this run worth reading. */
  readonly strong?: boolean;
}

/** What a run is mainly about; its chapter is told in full, the others in short. */
export type Subject = "recovery" | "expired" | "windows" | "alignment" | "transactions";
