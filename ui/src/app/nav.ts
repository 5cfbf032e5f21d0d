/** The places of the app by job. A person sees the ones they may use. */
export interface Place {
  key: string;
  to: string;
  /** Other paths that belong to this place. */
  also?: readonly string[];
  /** Any of these opens it; none means everybody. */
  needs?: readonly string[];
  /** Only for those who may see more than themselves there. */
  beyondOwn?: boolean;
  /** Under "more" on a phone, wherever it stands on a desk. */
  offBar?: boolean;
}

export const PLACES: readonly Place[] = [
  { key: "workbench", to: "/" },
  { key: "leads", to: "/leads", also: ["/imports"], needs: ["lead.read"] },
  { key: "dispatch", to: "/dispatch", needs: ["dispatch.read"], beyondOwn: true, offBar: true },
  { key: "customers", to: "/customers", also: ["/contacts"], needs: ["customer.read"] },
  { key: "opportunities", to: "/opportunities", also: ["/market", "/debriefs", "/forecast"], needs: ["opportunity.read"] },
  { key: "activities", to: "/tasks", also: ["/calendar", "/touchpoints", "/activities", "/visits"], needs: ["task.read"] },
  { key: "chats", to: "/chats", needs: ["conversation.read"], offBar: true },
  { key: "contracts", to: "/contracts", also: ["/instalments", "/receipts"], needs: ["contract.read", "receivable.read"] },
  { key: "targets", to: "/targets", needs: ["target.read"], offBar: true },
  {
    key: "plans",
    to: "/plans",
    also: ["/quotas", "/reports", "/checks", "/reviews", "/meetings", "/sales-events", "/pulses"],
    needs: ["plan.read", "report.read", "meeting.read", "sales_event.read"],
    offBar: true,
  },
  { key: "analytics", to: "/analytics", needs: ["analytics.read"] },
  { key: "team", to: "/team", needs: ["employee.read"], beyondOwn: true },
  { key: "settings", to: "/settings" },
];

/** How many places the phone's bottom bar holds before "more". */
const ON_BAR = 4;

type Permissions = Readonly<Record<string, string>>;

export const placesFor = (permissions: Permissions): Place[] =>
  PLACES.filter(({ needs, beyondOwn }) =>
    !needs || needs.some((name) => name in permissions && !(beyondOwn && permissions[name] === "own")),
  );

/** The places at hand at the bottom of a phone, and the others. */
export function onBar<P extends Place>(places: readonly P[]): { bar: P[]; rest: P[] } {
  const bar = places.filter(({ offBar }) => !offBar).slice(0, ON_BAR);
  return { bar, rest: places.filter((place) => !bar.includes(place)) };
}

/** Whether `path` lies in a place. */
export function isIn(place: Place, path: string): boolean {
  const roots = [place.to, ...(place.also ?? [])];
  return roots.some((root) => path === root || (root !== "/" && path.startsWith(`${root}/`)));
}

/** What can be made from anywhere: the list opens with its form. */
export const CREATABLE = [
  { key: "lead", to: "/leads?new=1", needs: "lead.create" },
  { key: "customer", to: "/customers?new=1", needs: "customer.create" },
  { key: "opportunity", to: "/opportunities?new=1", needs: "opportunity.create" },
  { key: "contract", to: "/contracts?new=1", needs: "contract.create" },
  { key: "task", to: "/tasks?new=1", needs: "task.create" },
] as const;
