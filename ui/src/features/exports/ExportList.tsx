import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ExportRow } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { Column, ListSpec, View } from "@/resource/types";
import { useSearch } from "@tanstack/react-router";
import { useMay } from "@/shared/session/session";
import type { Search } from "@/shared/urlSearch";
import { ExportActions } from "./ExportActions";
import { exports } from "./exportResource";

const STATUS: Column<ExportRow> = { name: "status", width: 120, card: "mark" };
const ROWS: Column<ExportRow> = { name: "rows", width: 80, card: "fact" };
const ASKED: Column<ExportRow> = { name: "asked_at", width: 120, card: "fact" };
const ACTIONS: Column<ExportRow> = { name: "actions", width: 190, card: "fact", render: (row) => <ExportActions row={row} /> };

const COLUMNS: Readonly<Record<string, readonly Column<ExportRow>[]>> = {
  mine: [{ name: "what", width: 340 }, STATUS, ROWS, { name: "format", width: 80 }, ASKED, { name: "expires_at", width: 130 }, ACTIONS],
  to_approve: [{ name: "what", width: 300 }, { name: "asked_by_name", width: 90, card: "fact" }, { name: "reason", width: 260, card: "line" }, ROWS, ASKED, ACTIONS],
  overseen: [{ name: "what", width: 300 }, { name: "asked_by_name", width: 90, card: "fact" }, { name: "reason", width: 220, card: "line" }, STATUS, ROWS, ASKED, { name: "decided_by_name", width: 90 }],
};
const VIEWS: readonly View[] = [
  { key: "mine", query: { view: "mine" } },
  { key: "to_approve", query: { view: "to_approve" } },
  { key: "overseen", query: { view: "overseen" } },
];
const EMPTY: Readonly<Record<string, string>> = { to_approve: "emptyOthers", overseen: "emptyOverseen" };

/** My exports, and for who approves, those of the team. */
export function ExportList() {
  const { t } = useTranslation();
  const approves = useMay()("export.approve");
  const { view = "mine" } = useSearch({ strict: false }) as Search;
  const shown = approves && view in COLUMNS ? view : "mine";
  const spec = useMemo((): ListSpec<ExportRow> => {
    const list = { columns: COLUMNS[shown] ?? [], filters: [], sort: "", searchable: false };
    return approves ? { ...list, views: VIEWS } : list;
  }, [shown, approves]);
  const said = EMPTY[shown] ?? "empty";
  return <ResourceTable resource={exports} spec={spec} title={t("screens.export.title")} empty={{ title: t(`screens.export.${said}.title`), text: t(`screens.export.${said}.text`) }} />;
}
