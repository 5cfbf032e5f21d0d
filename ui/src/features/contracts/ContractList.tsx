import { Button } from "antd";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Contract } from "@/api/types";
import { BulkActions } from "@/resource/bulk/BulkActions";
import { CreateForm } from "@/resource/form/CreateForm";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { Resource } from "@/resource/types";
import { useOwnView } from "@/resource/useOwnView";
import { useMay } from "@/shared/session/session";
import type { Search } from "@/shared/urlSearch";
import { CONTRACT_FORM, CONTRACT_LIST, contracts } from "./contractResource";
import { ContractTabs } from "./ContractTabs";

/** A contract made from an opportunity belongs to it, without asking. */
function useCreating(): Resource<Contract> {
  const { with_opportunity_id: deal } = useSearch({ strict: false }) as Search;
  return useMemo(() => {
    const create = contracts.create;
    if (!deal || !create) return contracts;
    return { ...contracts, create: (values, key) => create({ ...values, opportunity_id: Number(deal) }, key) };
  }, [deal]);
}

/** Contracts. */
export function ContractList() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const spec = useOwnView(CONTRACT_LIST, "contract");
  const creating = useCreating();
  const create = may("contract.create") && (
    <Button type="primary" onClick={() => void navigate({ to: "/contracts", search: ((old: object) => ({ ...old, new: "1" })) as never })}>
      {t("shell.create.contract")}
    </Button>
  );
  return (
    <>
      <ResourceTable
        resource={contracts}
        spec={spec}
        title={t("shell.nav.contracts")}
        actions={create}
        tabs={<ContractTabs />}
        empty={{ title: t("screens.contract.empty.title"), text: t("screens.contract.empty.text"), action: create || undefined }}
        bulk={(rows, done) => <BulkActions resource={contracts} rows={rows} onDone={done} />}
        tools={may("contract.export") ? (query, columns) => <ExportMenu kind="contract" query={query} columns={columns} /> : undefined}
      />
      <CreateForm resource={creating} names={CONTRACT_FORM} />
    </>
  );
}
