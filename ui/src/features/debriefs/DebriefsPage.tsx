import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { MarketTabs } from "@/resource/market/MarketTabs";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { enumText } from "@/resource/texts";
import type { ListSpec } from "@/resource/types";
import { useOwnView } from "@/resource/useOwnView";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import type { Search } from "@/shared/urlSearch";
import { DEBRIEF_FILTERS, debriefs, type DebriefRow } from "./debriefApi";
import styles from "./Debriefs.module.css";
import { PolicyButton } from "./PolicyButton";

const Board = lazy(() => import("./Board"));
const Summary = lazy(() => import("./Summary"));
const Lessons = lazy(() => import("./Lessons"));
const SIDES = ["list", "board", "figures", "lessons"] as const;
type Side = (typeof SIDES)[number];

function useSpec(): ListSpec<DebriefRow> {
  const { t } = useTranslation();
  return useMemo(() => {
    const said = (factors: readonly string[]): string => factors.map((one) => enumText(t, "debrief_factor", one)).join("、");
    return {
      columns: [
        { name: "title", width: 180 },
        { name: "customer_id", width: 150, card: "line" },
        { name: "outcome", width: 80 },
        { name: "standing", width: 100, card: "mark" },
        { name: "amount_minor", width: 90, card: "fact" },
        { name: "due_on", width: 100, sortable: true, card: "fact" },
        { name: "seller_main", width: 110, render: (row) => said(row.seller_main) },
        { name: "buyer_main", width: 110, render: (row) => said(row.buyer_main) },
        { name: "competitor_name", width: 100 },
        { name: "owner_name", width: 90 },
        { name: "closed_on", width: 110, sortable: true, optional: true },
        { name: "lost_reason", width: 120, optional: true },
        { name: "unit_name", width: 110, optional: true },
      ],
      filters: DEBRIEF_FILTERS,
      sort: "-closed_on",
      searchable: false,
    };
  }, [t]);
}

/** Win/loss reviews: the list, the board by team, what all of them say together. */
export function DebriefsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { side: asked } = useSearch({ strict: false }) as Search;
  const side = SIDES.find((one) => one === asked) ?? "list";
  const spec = useOwnView(useSpec(), "debrief");
  const show = (next: Side): void => void navigate({ to: "/debriefs", search: (next === "list" ? {} : { side: next }) as never, replace: true });
  const tabs = (
    <>
      <MarketTabs />
      <div className={styles["tools"]}>
        <Segmented<Side> aria-label={t("screens.debriefs.side")} value={side} onChange={show} options={SIDES.map((value) => ({ value, label: t(`screens.debriefs.${value}`) }))} />
      </div>
    </>
  );
  if (side === "list") {
    return (
      <ResourceTable
        resource={debriefs}
        spec={spec}
        title={t("screens.debriefs.title")}
        actions={<PolicyButton />}
        tabs={tabs}
        empty={{ title: t("screens.debriefs.empty.title"), text: t("screens.debriefs.empty.text") }}
      />
    );
  }
  return (
    <Page title={t("screens.debriefs.title")} actions={<PolicyButton />}>
      {tabs}
      <Suspense fallback={<PageSkeleton />}>
        {side === "board" && <Board />}
        {side === "figures" && <Summary />}
        {side === "lessons" && <Lessons />}
      </Suspense>
    </Page>
  );
}
