/** What is selected, the same in all views. Names are stable: they go into links. */
export type Selection =
  /** A subtask, whichever attempt is alive at the cursor. */
  | { readonly kind: "subtask"; readonly vertex: string; readonly subtask: number }
  | { readonly kind: "channel"; readonly ch: number }
  | { readonly kind: "event"; readonly seq: number }
  | { readonly kind: "machine"; readonly letter: string }
  | { readonly kind: "checkpoint"; readonly id: number }
  | { readonly kind: "transaction"; readonly txn: string };
