export interface Pairs {
  pairs: Record<string, string>;
  /** The first line that is no pair. */
  wrong?: string;
}

/** `name = data.name` lines; a colon, a tab or a full-width sign does as well. Empty lines are left out. */
export function pairsOf(text: string): Pairs {
  const pairs: Record<string, string> = {};
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === "") continue;
    const [, name, value] = /^([^=:：＝\t]+?)\s*[=:：＝\t]\s*(.+)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return { pairs, wrong: line };
    pairs[name.trim()] = value.trim();
  }
  return { pairs };
}

export const pairsText = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${name} = ${value}`)
    .join("\n");
