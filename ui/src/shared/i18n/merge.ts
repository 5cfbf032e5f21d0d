export interface Tree {
  [key: string]: string | Tree;
}

const isTree = (value: string | Tree | undefined): value is Tree => typeof value === "object";

/** Deep-merges catalogue files into one tree; a later file wins where two say the same key. */
export function mergeTrees(files: readonly Tree[]): Tree {
  const merged: Tree = {};
  for (const file of files) {
    for (const [key, value] of Object.entries(file)) {
      const known = merged[key];
      merged[key] = isTree(value) && isTree(known) ? mergeTrees([known, value]) : value;
    }
  }
  return merged;
}
