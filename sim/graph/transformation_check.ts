// Transformations are checked as a graph of their own before they become one of operators: the API
// cannot draw a circle, but whoever builds the list by other means can.

import type { OperatorTransformation, Transformation } from "./transformation.ts";
import { refuse } from "../clock/named_error.ts";
import { checkShape, type ShapeNode } from "./graph_shape.ts";

const TRANSFORMATION_COUNT_MAX = 1024;

/** Checks number and shape of the transformations. Errors: those of `checkShape`, `E-LIMIT-OPERATORS`. */
export function checkTransformations(transformations: readonly Transformation[]): void {
  if (transformations.length > TRANSFORMATION_COUNT_MAX) {
    refuse(
      "E-LIMIT-OPERATORS",
      `The job makes ${transformations.length} calls that add to its graph; wanted: at most ` +
        `${TRANSFORMATION_COUNT_MAX}. Usual cause: operators added in a loop over records`,
    );
  }
  checkShape(transformations.map(shapeOf));
}

/** A transformation's name in errors. */
export function labelOf({ type, name }: OperatorTransformation): string {
  return `${type} "${name}"`;
}

function shapeOf(transformation: Transformation): ShapeNode {
  const { id, type, inputs } = transformation;
  const isSource = type === "source";
  return {
    id: String(id),
    label: "name" in transformation ? labelOf(transformation) : `transformation ${id} (${type})`,
    role: isSource || type === "sink" ? type : "between",
    inputs: inputs.map(String),
    inputCountMin: isSource ? 0 : 1,
    inputCountMax: isSource ? 0 : type === "union" ? Infinity : type === "operator" ? 2 : 1,
  };
}
