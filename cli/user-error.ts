/** Something that the user can put right: shown as one sentence without a stack; the command ends with 2. */
export class UserError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "UserError";
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Runs `action`; what it throws becomes a `UserError`. */
export function orUserError<T>(action: () => T): T {
  try {
    return action();
  } catch (thrown) {
    throw thrown instanceof UserError ? thrown : new UserError(messageOf(thrown));
  }
}

/** Why a file cannot be read, as the end of a sentence. */
export function fileReason(thrown: unknown): string {
  switch ((thrown as NodeJS.ErrnoException).code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a directory";
    case "EACCES":
      return "access is denied";
    default:
      return messageOf(thrown);
  }
}
