/** What the builder edits: groups and single conditions, one to one with the JSON tree of the server. */

export type Tree = { [key: string]: unknown };
export type Mode = "all" | "any" | "none";

export interface Group {
  kind: "group";
  key: number;
  mode: Mode;
  parts: Part[];
}

export interface Leaf {
  kind: "leaf";
  key: number;
  field: string;
  op: string;
  value: unknown;
  /** For related records. */
  where?: Group | undefined;
}

/** Something written elsewhere that the builder has no controls for: kept as it is, or removed. */
export interface Opaque {
  kind: "opaque";
  key: number;
  tree: Tree;
}

export type Part = Group | Leaf | Opaque;

let last = 0;
const nextKey = (): number => ++last;

export const newGroup = (mode: Mode = "all", parts: Part[] = []): Group => ({ kind: "group", key: nextKey(), mode, parts });
export const newLeaf = (field: string, op: string): Leaf => ({ kind: "leaf", key: nextKey(), field, op, value: undefined });

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** The tree as the builder's outermost group. */
export function readTree(tree: Tree): Group {
  const part = Object.keys(tree).length === 0 ? newGroup() : readPart(tree);
  return part.kind === "group" ? part : newGroup("all", [part]);
}

function readPart(tree: Tree): Part {
  for (const mode of ["all", "any"] as const) if (Array.isArray(tree[mode])) return newGroup(mode, tree[mode].filter(isTree).map(readPart));
  const denied = tree["not"];
  if (isTree(denied) && Array.isArray(denied["any"])) return newGroup("none", denied["any"].filter(isTree).map(readPart));
  if (typeof tree["field"] === "string" && typeof tree["op"] === "string") return readLeaf(tree, tree["field"], tree["op"]);
  return { kind: "opaque", key: nextKey(), tree };
}

function readLeaf(tree: Tree, field: string, op: string): Leaf {
  const leaf: Leaf = { ...newLeaf(field, op), value: tree["value"] };
  return isTree(tree["where"]) ? { ...leaf, where: readTree(tree["where"]) } : leaf;
}

/** The tree that the builder's group means; groups without conditions mean nothing. */
export const writeTree = (group: Group): Tree => writePart(group) ?? {};

function writePart(part: Part): Tree | null {
  if (part.kind === "opaque") return part.tree;
  if (part.kind === "leaf") {
    const where = part.where ? writePart(part.where) : null;
    return { field: part.field, op: part.op, ...(part.value !== undefined && { value: part.value }), ...(where && { where }) };
  }
  const parts = part.parts.map(writePart).filter((one) => one !== null);
  if (parts.length === 0) return null;
  return part.mode === "none" ? { not: { any: parts } } : { [part.mode]: parts };
}

const WITHOUT_VALUE = new Set(["empty", "not_empty", "is_me", "my_team", "my_unit", "some", "none"]);

/** Whether a condition still waits for its value. */
export function isUnfinished(part: Part): boolean {
  if (part.kind === "opaque") return false;
  if (part.kind === "group") return part.parts.some(isUnfinished);
  if (part.where && isUnfinished(part.where)) return true;
  if (WITHOUT_VALUE.has(part.op)) return false;
  return Array.isArray(part.value) ? part.value.length === 0 || part.value.includes(undefined) : part.value === undefined;
}

/** The conditions that all must hold, one by one: what a list shows as chips. */
export const partsOf = (tree: Tree): Tree[] => {
  if (Array.isArray(tree["all"])) return tree["all"].filter(isTree);
  return Object.keys(tree).length === 0 ? [] : [tree];
};

/** The tree without one of those. */
export function withoutPart(tree: Tree, index: number): Tree {
  const rest = partsOf(tree).filter((_, place) => place !== index);
  return rest.length === 0 ? {} : { all: rest };
}

/** The condition in a URL; none where it cannot be read. */
export function parseWhere(text: string): Tree {
  try {
    const tree: unknown = JSON.parse(text || "{}");
    return isTree(tree) ? tree : {};
  } catch {
    return {};
  }
}

/** The same condition as the builder would write it: databases keep the parts of a tree in an order of their own. */
export const normal = (tree: Tree): Tree => writeTree(readTree(tree));

export const whereText = (tree: Tree): string => (Object.keys(tree).length === 0 ? "" : JSON.stringify(tree));
