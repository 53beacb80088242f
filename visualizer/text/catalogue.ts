/** All text of the page, in every language that it speaks. Each view has its part in a file of its own beside this one. */
export type Language = "en" | "zh";

/** Texts of one part: the same names in both languages; `{0}`, `{1}` … stand for what is put in. */
export interface Part<K extends string> {
  readonly en: Readonly<Record<K, string>>;
  readonly zh: Readonly<Record<K, string>>;
}

/** Holds that both languages have the same names. */
export function part<const K extends string>(
  en: Readonly<Record<K, string>>,
  zh: Readonly<Record<NoInfer<K>, string>>,
): Part<K> {
  return { en, zh };
}

/** The text of a name, with what is put in. */
export function textOf<K extends string>(
  of: Part<K>,
  language: Language,
  name: K,
  ...values: readonly (string | number)[]
): string {
  return of[language][name].replace(/\{(\d)\}/g, (_all, n: string) => String(values[Number(n)] ?? ""));
}
