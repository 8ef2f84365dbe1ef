// The lint rules of this house. Functions stay short everywhere; in the engine and in figures, what
// would make two runs differ is an error that names its replacement (banned.ts).

/// <reference lib="deno.unstable" />

import {
  ASYNC,
  type Ban,
  BANNED_MATH,
  BANNED_METHODS,
  BANNED_NAMES,
  POWER,
  SORT,
} from "./banned.ts";

const FUNCTION_LINES_MAX = 60;

// runs everywhere and must give the same everywhere
const DETERMINISTIC = /^(sim|lessons\/figures)\//;
const SPEAKS_TO_HOST = /^sim\/(cli|bench)\/|_(test|bench)\.tsx?$/;
// entropy.ts takes Math.random, Date and timers away from user functions, so it must name them
const GUARDS_ENTROPY = "sim/clock/entropy.ts";

type Context = Deno.lint.RuleContext;
type Node = Deno.lint.Node;
type Visitor = Deno.lint.LintVisitor;
type Report = (node: Node, ban: Ban | undefined) => void;

const root = new URL("../", import.meta.url).pathname;

/** True for files in which everything must follow from job, config, seed and interventions. */
export function isDeterministic(fileName: string): boolean {
  const path = fileName.startsWith(root) ? fileName.slice(root.length) : fileName;
  return DETERMINISTIC.test(path) && !SPEAKS_TO_HOST.test(path) && path !== GUARDS_ENTROPY;
}

/** What to look for; each ban found carries the name of the rule that reports it. */
function visitorOf(report: Report): Visitor {
  const onFunction = (node: Node & { async: boolean }) =>
    report(node, node.async ? ASYNC : undefined);
  return {
    Identifier: (node) => report(node, isValue(node) ? BANNED_NAMES.get(node.name) : undefined),
    MemberExpression(node) {
      const name = memberName(node);
      const isMath = node.object.type === "Identifier" && node.object.name === "Math";
      report(node, isMath ? BANNED_MATH.get(name) : BANNED_METHODS.get(name));
    },
    CallExpression(node) {
      if (node.callee.type !== "MemberExpression" || node.arguments.length > 0) return;
      report(node, /^(sort|toSorted)$/.test(memberName(node.callee)) ? SORT : undefined);
    },
    BinaryExpression(node) {
      const isExact = node.left.type === "Literal" && node.right.type === "Literal";
      report(node, node.operator === "**" && !isExact ? POWER : undefined);
    },
    FunctionDeclaration: onFunction,
    FunctionExpression: onFunction,
    ArrowFunctionExpression: onFunction,
    AwaitExpression: (node) => report(node, ASYNC),
    ForOfStatement: (node) => report(node, node.await ? ASYNC : undefined),
  };
}

/** False for a name that is only a label: a member, a key, a type, or the class after instanceof. */
function isValue(node: Deno.lint.Identifier): boolean {
  const parent = node.parent as Node & { computed?: boolean };
  const isAt = (place: Node | null) => place?.range[0] === node.range[0];
  switch (parent.type) {
    case "MemberExpression":
      return isAt(parent.object) || parent.computed === true;
    case "Property":
      return parent.shorthand || parent.computed || !isAt(parent.key);
    case "MethodDefinition":
    case "PropertyDefinition":
      return !isAt(parent.key);
    case "BinaryExpression":
      return parent.operator !== "instanceof" || isAt(parent.left);
    default:
      return !/^(TS|Import|Export)/.test(parent.type);
  }
}

function memberName({ property }: Deno.lint.MemberExpression): string {
  if (property.type === "Identifier") return property.name;
  return property.type === "Literal" ? String(property.value) : "";
}

function banRule(rule: string): Deno.lint.Rule {
  return {
    create(context: Context): Visitor {
      if (!isDeterministic(context.filename)) return {};
      return visitorOf((node, ban) => {
        if (ban?.rule !== rule) return;
        context.report({ node, message: ban.message, hint: ban.instead });
      });
    },
  };
}

const functionLength: Deno.lint.Rule = {
  create(context: Context): Visitor {
    const text = context.sourceCode.text;
    const measure = (node: Node) => {
      const lineCount = text.slice(...node.range).split("\n").length;
      if (lineCount <= FUNCTION_LINES_MAX) return;
      context.report({
        node,
        message: `This function has ${lineCount} lines; ${FUNCTION_LINES_MAX} are the limit`,
        hint: "Keep the branching here and move the leaves into functions of their own",
      });
    };
    return {
      FunctionDeclaration: measure,
      FunctionExpression: measure,
      ArrowFunctionExpression: measure,
    };
  },
};

/** The plugin that `deno.json` names. */
export default {
  name: "headwater",
  rules: {
    "function-length": functionLength,
    ...Object.fromEntries(
      [...BANNED_NAMES.values(), ...BANNED_MATH.values(), ...BANNED_METHODS.values(), ASYNC, SORT]
        .map(({ rule }) => [rule, banRule(rule)]),
    ),
  },
} satisfies Deno.lint.Plugin;
