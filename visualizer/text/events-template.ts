/** Texts with named placeholders, held to exist while the page is compiled. */
import type { Placeholder } from "../explain/placeholders.ts";
import type { Language } from "./catalogue.ts";

/** A sentence in every language; `{name}` stands for what a placeholder of that name gives. */
export type Template = Readonly<Record<Language, string>>;

type Used<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Used<Rest> : never;
/** Turns a text with an unknown placeholder into an error that names it. */
type Checked<T> = {
  readonly [K in keyof T]: {
    readonly [L in keyof T[K]]: T[K][L] extends string
      ? Exclude<Used<T[K][L]>, Placeholder> extends never
        ? T[K][L]
        : `unknown placeholder: ${Exclude<Used<T[K][L]>, Placeholder>}`
      : never;
  };
};

/** Holds that every template has all languages and only placeholders that exist. */
export function templates<const T extends Readonly<Record<string, Template>>>(of: T & Checked<T>): T {
  return of;
}
