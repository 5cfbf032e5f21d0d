import { Button } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CreateForm } from "@/resource/form/CreateForm";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { useMay } from "@/shared/session/session";
import { BulkLeads } from "./BulkLeads";
import { useLeadList } from "./leadList";
import { leads } from "./leadResource";

const FORM = ["name", "company", "phone", "wechat", "email", "title", "region", "source", "campaign", "tags", "remark"];

/** Leads: mine, the team's, the pool. */
export function LeadList() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const spec = useLeadList();
  const create = may("lead.create") && (
    <Button type="primary" onClick={() => void navigate({ to: "/leads", search: ((old: object) => ({ ...old, new: "1" })) as never })}>
      {t("shell.create.lead")}
    </Button>
  );
  const bring = may("lead.import") && <Button onClick={() => void navigate({ to: "/imports/new" })}>{t("screens.lead.import")}</Button>;
  return (
    <>
      <ResourceTable
        resource={leads}
        spec={spec}
        title={t("shell.nav.leads")}
        actions={
          <>
            {bring}
            {create}
          </>
        }
        empty={{ title: t("screens.lead.empty.title"), text: t("screens.lead.empty.text"), action: create || undefined }}
        bulk={(rows, done) => <BulkLeads rows={rows} onDone={done} />}
        tools={may("lead.export") ? (query, columns) => <ExportMenu kind="lead" query={query} columns={columns} /> : undefined}
      />
      <CreateForm resource={leads} names={FORM} initial={{ source: "manual" }} />
    </>
  );
}
