/** What a sink's writer sends to its committer before the barrier. `CommittableMessage`. */

/** Committables of the end of the input belong to no checkpoint (`CommittableMessage.EOI`). */
export const END_OF_INPUT: number = Number.MAX_SAFE_INTEGER;

/** Travels from writer to committer like a record. */
export type CommittableMessage =
  /** `CommittableSummary`: how many follow. */
  | {
      readonly kind: "summary";
      readonly subtaskId: number;
      readonly numberOfSubtasks: number;
      readonly checkpointId: number;
      readonly numberOfCommittables: number;
    }
  /** `CommittableWithLineage` */
  | {
      readonly kind: "committable";
      readonly subtaskId: number;
      readonly checkpointId: number;
      readonly committable: unknown;
    };
