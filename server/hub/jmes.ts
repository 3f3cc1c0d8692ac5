import { compile, TreeInterpreter } from '@jmespath-community/jmespath';

type Json = Parameters<typeof TreeInterpreter.search>[1];
type Expression = ReturnType<typeof compile>;

const MAX_CHARACTERS = 200;
const MAX_NODES = 32;
const NODES = new Set([
  'Field',
  'Subexpression',
  'Index',
  'IndexExpression',
  'FilterProjection',
  'Projection',
  'Comparator',
  'Literal',
  'OrExpression',
  'Pipe',
  'Identity',
  'Current',
  'Function',
]);
const FUNCTIONS = new Set(['to_number', 'to_string', 'length', 'join', 'starts_with', 'contains']);
const POISONED = new Set(['__proto__', 'constructor', 'prototype']);

const compiled = new Map<string, Expression>();
const MAX_COMPILED = 2_000;

/**
 * Why an expression is not allowed in a preset, or null. The fence keeps out whatever can multiply its input
 * (flattening, multi-select), call back (expression references) or reach the prototype.
 */
export function jmesProblem(expression: string): string | null {
  try {
    read(expression);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'not an expression';
  }
}

/** The value an allowed expression finds in parsed JSON; null when nothing is there. */
export function searchJson(expression: string, document: unknown): unknown {
  try {
    return TreeInterpreter.search(read(expression), (document ?? null) as Json);
  } catch {
    // A function met a type it does not take: for a reader that is the same as nothing being there.
    return null;
  }
}

function read(expression: string): Expression {
  const known = compiled.get(expression);
  if (known) return known;
  if (expression.length > MAX_CHARACTERS) throw new Error(`longer than ${MAX_CHARACTERS} characters`);
  const tree = compile(expression);
  fence(tree);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(expression, tree);
  return tree;
}

function fence(tree: Expression): void {
  const waiting: unknown[] = [tree];
  let nodes = 0;
  while (waiting.length > 0) {
    const node = waiting.pop() as Record<string, unknown>;
    const type = String(node.type);
    nodes += 1;
    if (nodes > MAX_NODES) throw new Error(`more than ${MAX_NODES} parts`);
    if (!NODES.has(type)) throw new Error(`${type} is not allowed in a preset`);
    if (type === 'Function' && !FUNCTIONS.has(String(node.name)))
      throw new Error(`the function ${String(node.name)} is not allowed in a preset`);
    if (type === 'Field' && POISONED.has(String(node.name)))
      throw new Error(`the name ${String(node.name)} is not allowed`);
    for (const part of [node.left, node.right, node.condition]) if (isNode(part)) waiting.push(part);
    if (Array.isArray(node.children)) waiting.push(...node.children.filter(isNode));
  }
}

function isNode(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && 'type' in part;
}
