/** The operators between the inputs of a program and the stream that it gives, and who feeds whom. */
import {
  OneInputTransformation,
  PartitionTransformation,
  SideOutputTransformation,
  type Transformation,
  TwoInputTransformation,
  UnionTransformation,
} from "../graph/transformation.ts";

/** An operator with state, timers or a function of its own. */
export type OperatorTransformation = OneInputTransformation | TwoInputTransformation;

/** Where elements come from: an input of the program, or an operator; its results, or those of one of its tags. */
export interface Origin {
  readonly from: Transformation;
  /** null: the results */
  readonly tagId: string | null;
}

/** An operator, and what comes in at each of its inputs: several origins where streams were united. */
export interface OperatorInGraph {
  readonly transformation: OperatorTransformation;
  readonly inputs: readonly (readonly Origin[])[];
}

/** All of them, each after those that feed it. */
export interface OperatorGraph {
  readonly operators: readonly OperatorInGraph[];
  /** Of the stream that the program gives. */
  readonly results: readonly Origin[];
}

/**
 * Follows the stream back to the inputs. Throws where it comes from a source that is none of them.
 *
 * @param isPassedOver operators through which everything goes as it is
 */
export function operatorGraphOf(
  result: Transformation,
  inputs: readonly Transformation[],
  isPassedOver: (operator: OneInputTransformation) => boolean,
): OperatorGraph {
  const operators: OperatorInGraph[] = [];
  const known = new Map<Transformation, readonly Origin[]>();
  const originsOf = (one: Transformation): readonly Origin[] => {
    const before = known.get(one);
    if (before !== undefined) return before;
    const origins = found(one);
    known.set(one, origins);
    return origins;
  };
  const found = (one: Transformation): readonly Origin[] => {
    if (inputs.includes(one)) return [{ from: one, tagId: null }];
    const feeding = one.inputs.map(originsOf);
    if (one instanceof PartitionTransformation) return feeding[0];
    if (one instanceof UnionTransformation) return feeding.flat();
    if (one instanceof SideOutputTransformation) return feeding[0].map(({ from }) => ({ from, tagId: one.tagId }));
    if (one instanceof OneInputTransformation && isPassedOver(one)) return feeding[0];
    if (!(one instanceof OneInputTransformation || one instanceof TwoInputTransformation))
      throw new Error(`The stream reads "${one.name}", which is none of the inputs: build it on the inputs only.`);
    operators.push({ transformation: one, inputs: feeding });
    return [{ from: one, tagId: null }];
  };
  const results = originsOf(result);
  return { operators, results };
}
