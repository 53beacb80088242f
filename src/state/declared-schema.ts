import { isDeclared, migrateValue, type TypeSchema, type TypeSerializerSnapshot, UNDECLARED } from "../types/schema.ts";
import { needsMigration } from "./state-schema.ts";

/** What is declared of one state, now or by the program that wrote it. `RegisteredStateMetaInfoBase`. */
export class DeclaredSchema {
  /** Null: the state is new. */
  #schema: TypeSerializerSnapshot | null = null;

  /** The state comes out of a snapshot that says this of it, or nothing. */
  restored(written: TypeSerializerSnapshot | null | undefined): void {
    this.#schema = written ?? UNDECLARED;
  }

  /**
   * From now on the state is of this type. Throws where what is there cannot be read as that.
   * @param refusal the sentence of Flink for that
   * @param rewrite is called where the content has to go through a migration
   */
  adopt(
    fresh: TypeSchema,
    refusal: (old: TypeSerializerSnapshot) => string,
    rewrite: (migrate: (value: unknown) => unknown) => void,
  ): void {
    const old = this.#schema;
    this.#schema = fresh;
    if (old !== null && needsMigration(fresh, old, () => refusal(old)))
      rewrite((value) => migrateValue(fresh, old, value));
  }

  /** For a snapshot: null where nothing is declared. */
  get declared(): TypeSerializerSnapshot | null {
    return this.#schema !== null && isDeclared(this.#schema) ? this.#schema : null;
  }
}
