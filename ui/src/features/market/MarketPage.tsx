import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { MarketTabs } from "@/resource/market/MarketTabs";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { useOwnView } from "@/resource/useOwnView";
import { useMay } from "@/shared/session/session";
import type { Search } from "@/shared/urlSearch";
import { NOTE_LIST, notes } from "./noteResource";

const AddNote = lazy(() => import("./AddNote"));

/** What the field heard of competitors: everybody's, and written in ten seconds. */
export function MarketPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { new: wanted, ...rest } = useSearch({ strict: false }) as Search;
  const spec = useOwnView(NOTE_LIST, "market");
  const go = (search: Search): void => void navigate({ to: "/market", search: search as never, replace: true });
  const create = may("market.create") && (
    <Button type="primary" onClick={() => go({ ...rest, new: "1" })}>
      {t("shell.create.market")}
    </Button>
  );
  const without = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith("with_")));
  return (
    <>
      <ResourceTable
        resource={notes}
        spec={spec}
        title={t("screens.market.title")}
        actions={create}
        tabs={<MarketTabs />}
        empty={{ title: t("screens.market.empty.title"), text: t("screens.market.empty.text"), action: create || undefined }}
        tools={may("market.export") ? (query, columns) => <ExportMenu kind="market" query={query} columns={columns} /> : undefined}
      />
      <Suspense>{wanted && <AddNote given={rest} onClose={() => go(without)} />}</Suspense>
    </>
  );
}
