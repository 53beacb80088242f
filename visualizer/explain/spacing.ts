/** The spaces of Chinese text: one between Chinese and Latin, none between Chinese and Chinese. */

/** A Chinese character. */
export const HAN = /\p{Script=Han}/u;
const LATIN = /[A-Za-z0-9)\]]/;
/** Punctuation that has its own space. */
const WIDE = /[，。：；（）、！？]/;

/** Two pieces of Chinese text, one after the other. */
export function spaced(left: string, right: string): string {
  const before = left.trimEnd().slice(-1);
  const after = right.trimStart().slice(0, 1);
  if (before === "" || after === "") return left + right;
  if (WIDE.test(before) || WIDE.test(after) || (HAN.test(before) && HAN.test(after)))
    return left.trimEnd() + right.trimStart();
  const isMixed = (HAN.test(before) && LATIN.test(after)) || (LATIN.test(before) && HAN.test(after));
  return isMixed ? `${left.trimEnd()} ${right.trimStart()}` : left + right;
}
