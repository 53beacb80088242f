/** What windows in event time say of an element without timestamp. */
export function refuseMissingTimestamp(): never {
  throw new Error(
    "The record has no timestamp, and windows in event time need one: did you forget assignTimestampsAndWatermarks?",
  );
}
