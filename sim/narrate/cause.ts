/** What the runtime gives as the reason of a failure, made readable. */

/** `RemoteTransportException: Connection … by remote task manager 'tm-B'. This might …` as one sentence: "Connection … by TaskManager B". No full stop. */
export function causeSentence(text: string): string {
  const end = text.search(/\.(\s|$)/);
  return readableCause(end < 0 ? text : text.slice(0, end));
}

/** All of it, without the exception's class, with the machines as people call them. */
export function readableCause(text: string): string {
  return text
    .replace(/^\w*(?:Exception|Error): /, "")
    .replace(/(?:\b(?:the )?(?:remote )?task ?manager (?:with id )?)?'?\btm-(\w+)(?:#\d+)?'?/gi, "TaskManager $1");
}
