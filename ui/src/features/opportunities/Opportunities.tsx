import { Button, Segmented } from "antd";
import AppstoreOutlined from "@ant-design/icons/AppstoreOutlined";
import UnorderedListOutlined from "@ant-design/icons/UnorderedListOutlined";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { CreateForm } from "@/resource/form/CreateForm";
import { useMay } from "@/shared/session/session";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import type { Search } from "@/shared/urlSearch";
import { OPPORTUNITY_FORM, opportunities } from "./opportunityResource";
import { layoutOf, type Layout } from "./layout";
import { useProductField } from "./useProductField";
import { useStartField } from "./usePipelines";
import { WayOutlook } from "./WayOutlook";

const BoardPage = lazy(() => import("./BoardPage"));
const OpportunityList = lazy(() => import("./OpportunityList"));

/** Opportunities: the board by stage, or the same as a list. */
export function Opportunities() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const layout = layoutOf(search);
  const start = useStartField();
  const product = useProductField();
  const creating = useMemo(() => ({ ...opportunities, fields: [...opportunities.fields, start, product] }), [start, product]);
  const pipeline = search["pipeline_id"] ? { pipeline_id: search["pipeline_id"] } : {};
  const show = (next: Layout): void => void navigate({ to: "/opportunities", search: { ...(next === "list" && { layout: "list" }), ...pipeline } as never });
  const create = may("opportunity.create") && (
    <Button type="primary" onClick={() => void navigate({ to: "/opportunities", search: { ...search, new: "1" } as never })}>
      {t("shell.create.opportunity")}
    </Button>
  );
  const actions = (
    <>
      <Segmented<Layout>
        value={layout}
        onChange={show}
        aria-label={t("screens.opportunity.layout.label")}
        options={[
          { value: "board", icon: <AppstoreOutlined />, title: t("screens.opportunity.layout.board") },
          { value: "list", icon: <UnorderedListOutlined />, title: t("screens.opportunity.layout.list") },
        ]}
      />
      {create}
    </>
  );
  return (
    <>
      <Suspense fallback={<PageSkeleton />}>{layout === "board" ? <BoardPage actions={actions} /> : <OpportunityList actions={actions} create={create || undefined} />}</Suspense>
      <CreateForm resource={creating} names={OPPORTUNITY_FORM} outlook={WayOutlook} />
    </>
  );
}
