/** Where a record of each kind is shown. The one place that knows, so that features can link without importing. */
const FOLDERS: Record<string, string> = {
  lead: "/leads",
  customer: "/customers",
  contact: "/contacts",
  opportunity: "/opportunities",
  contract: "/contracts",
  employee: "/team",
  task: "/tasks",
  visit: "/visits",
  import: "/imports",
  export: "/exports",
  breach: "/dispatch/breaches",
  conversation: "/chats",
  target_tree: "/targets",
  target: "/targets/cells",
  pulse: "/pulses",
  sales_event: "/sales-events",
  plan: "/plans",
  plan_of: "/plans/of",
  check: "/checks",
  report: "/reports",
  report_template: "/reports/of",
  review: "/reviews",
  meeting: "/meetings",
  market: "/market",
  battle_card: "/market/cards",
  competitor: "/market/competitors",
  debrief: "/debriefs",
};

/** The address of a record, or null for a kind without a page of its own. */
export function recordPath(kind: string, id: number): string | null {
  const folder = FOLDERS[kind];
  return folder ? `${folder}/${id}` : null;
}

export const listPath = (kind: string): string => FOLDERS[kind] ?? "/";
