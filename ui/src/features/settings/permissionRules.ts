export const SCOPES = ["own", "team", "unit", "all"] as const;

export type Grants = Readonly<Record<string, string>>;

/** Permissions by the kind of record they are about, in the order given. */
export function byKind(permissions: readonly string[]): { kind: string; verbs: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const permission of permissions) {
    const [kind = "", verb = ""] = permission.split(".");
    groups.set(kind, [...(groups.get(kind) ?? []), verb]);
  }
  return [...groups].map(([kind, verbs]) => ({ kind, verbs }));
}

/** The grants with one permission set to a scope, or taken away. */
export function grant(grants: Grants, permission: string, scope: string): Grants {
  const { [permission]: _former, ...others } = grants;
  return scope === "" ? others : { ...others, [permission]: scope };
}

/** Whether two sets of grants say the same. */
export function sameGrants(a: Grants, b: Grants): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
