// The claims of a cell: `expression; //=> value`. A cell is plain TypeScript to everybody else; here its
// top-level statements that carry a claim are found, so that a test can hold them to it.
//
//   shown(0).join(" "); //=> "r1 r2"        on the line where the statement ends,
//   endings("c");
//   //=> ["r10", "r2"]                       or on the next one,
//   //   …                                   and on the lines after that, if it is long

import type { Refuse } from "./lesson_error.ts";
import type { Cell } from "./lesson_source.ts";

/** One claim, by lines of its cell; the first is 0. */
export interface Claim {
  /** First and last line of the expression. */
  readonly from: number;
  readonly until: number;
  /** Last line of the value, which may follow in comments of its own. */
  readonly end: number;
  /** The expression, without the semicolon, as it stands. */
  readonly expression: string;
  /** Each line of the value, without the slashes. */
  readonly value: readonly string[];
}

const MARK = "//=>";
// at the left margin and no closing bracket: formatted code begins a statement so, and only so
const STARTS_STATEMENT = /^[^\s)}\]/]/;
const IS_NO_EXPRESSION =
  /^(const|let|var|function|async|class|import|export|if|for|while|return|type|interface)\b|^\/[/*]/;

/** Finds the claims of a cell. Errors: a claim that stands behind something else. */
export function claimsOf(cell: Cell, refuse: Refuse): Claim[] {
  const lines = cell.code.split("\n");
  const claims: Claim[] = [];
  lines.forEach((line, index) => {
    const column = line.indexOf(MARK);
    if (column === -1) return;
    const isAlone = column === 0;
    const until = isAlone ? index - 1 : index;
    let from = until;
    while (from > 0 && !STARTS_STATEMENT.test(lines[from])) from--;
    const expression = [...lines.slice(from, index), ...(isAlone ? [] : [line.slice(0, column)])]
      .join("\n").trimEnd().replace(/;$/, "");
    if (expression === "" || IS_NO_EXPRESSION.test(expression)) {
      refuse(cell.line + index, "a claim stands behind an expression that begins at the margin");
    }
    const value = [line.slice(column + MARK.length)];
    let end = index;
    while (/^\/\/ {2}/.test(lines[end + 1] ?? "")) value.push(lines[++end].slice(2));
    claims.push({ from, until, end, expression, value });
  });
  return claims;
}

/**
 * Refuses a cell that ends with a value that it does not claim: a notebook would show it, and nobody would
 * have looked at it.
 */
export function requireClaim(cell: Cell, claims: readonly Claim[], refuse: Refuse): void {
  const lines = cell.code.trimEnd().split("\n");
  const until = lines.length - 1;
  if (claims.some(({ end }) => end === until)) return;
  let from = until;
  while (from > 0 && !STARTS_STATEMENT.test(lines[from])) from--;
  // a brace at the margin ends a block, and a block has no value
  const isExpression = !IS_NO_EXPRESSION.test(lines[from]) && lines[until].endsWith(";");
  if (!isExpression) return;
  refuse(cell.line + from, "a cell that ends with a value claims it: expression; //=> value");
}
