import { useMemo } from "react";
import type { Lead, Me } from "@/api/types";
import { SOURCES } from "@/resource/sources";
import type { ListSpec, View } from "@/resource/types";
import { useMe } from "@/shared/session/session";
import { GRADES, STATUSES } from "./leadResource";

const COLUMNS: ListSpec<Lead>["columns"] = [
  { name: "name", width: 110 },
  { name: "company", width: 200, card: "line" },
  { name: "phone", width: 130, card: "fact" },
  { name: "status", width: 100, card: "mark" },
  { name: "tags", width: 160, card: "fact" },
  { name: "grade", width: 70, optional: true },
  { name: "source", width: 100 },
  { name: "owner_name", width: 100 },
  { name: "next_contact_at", width: 130, sortable: true, card: "fact" },
  { name: "last_contact_at", width: 130 },
  { name: "received_at", width: 130, sortable: true, card: "fact" },
  { name: "enquiry_count", width: 90, optional: true },
  { name: "last_enquired_at", width: 130, optional: true },
  { name: "region", width: 120, optional: true },
  { name: "campaign", width: 140, optional: true },
  { name: "wechat", width: 120, optional: true },
  { name: "unit_name", width: 120, optional: true },
  { name: "remark", width: 240, optional: true },
];

const FILTERS: ListSpec<Lead>["filters"] = [
  { name: "status", kind: "select", enum: "lead_status", values: STATUSES },
  { name: "source", kind: "select", enum: "lead_source", values: SOURCES },
  { name: "grade", kind: "select", enum: "lead_grade", values: GRADES },
  { name: "tag_id", kind: "tag", label: "fields.lead.tags" },
  { name: "owner_id", kind: "person" },
  { name: "unit_id", kind: "unit" },
  { name: "received_from", kind: "since", label: "filters.common.received_from" },
  { name: "received_to", kind: "until", label: "filters.common.received_to" },
];

const POOL: View = { key: "pool", query: { pool: true } };

function viewsFor({ id, permissions }: Me): View[] {
  const mine: View = { key: "mine", query: { owner_id: id } };
  const team: View = { key: "team", query: { pool: false } };
  const pool = "lead.claim" in permissions || "lead.assign" in permissions ? [POOL] : [];
  return permissions["lead.read"] === "own" ? [mine, ...pool] : [team, mine, ...pool];
}

/** The list of leads as this person sees it: those who lead others start with the team. */
export function useLeadList(): ListSpec<Lead> {
  const me = useMe();
  return useMemo(() => ({ columns: COLUMNS, filters: FILTERS, views: viewsFor(me), sort: "-received_at", conditions: true }), [me]);
}
