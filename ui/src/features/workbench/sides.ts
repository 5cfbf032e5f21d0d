/** The boards of the workbench: my own day, the team's people, units side by side, the money. */
export const SIDES = ["mine", "team", "company", "money"] as const;
export type Side = (typeof SIDES)[number];

type Permissions = Readonly<Record<string, string>>;

const WORK = ["lead.read", "customer.read", "opportunity.read", "contract.read"];

/** The boards somebody may look at, and the one their day starts with: the widest they answer for. */
export function sidesOf(permissions: Permissions): { sides: readonly Side[]; first: Side } {
  if (!("analytics.read" in permissions)) return { sides: ["mine"], first: "mine" };
  const reach = (scopes: readonly string[]): boolean => WORK.some((name) => scopes.includes(permissions[name] ?? ""));
  const leads = reach(["team", "unit", "all"]);
  const money = ["team", "unit", "all"].includes(permissions["receivable.read"] ?? "");
  const open: Record<Side, boolean> = { mine: true, team: leads, company: reach(["unit", "all"]), money };
  const records = "receivable.record" in permissions;
  const everywhere = permissions["lead.read"] === "all";
  const first: Side = records && !("lead.read" in permissions) ? "money" : everywhere ? "company" : leads ? "team" : "mine";
  return { sides: SIDES.filter((side) => open[side]), first };
}
