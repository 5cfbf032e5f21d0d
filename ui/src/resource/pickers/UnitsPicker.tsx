import { TreeSelect } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { unitTree } from "./UnitPicker";

interface Props {
  id?: string;
  value: readonly number[];
  onChange: (ids: number[]) => void;
  "aria-label"?: string;
}

/** Chooses several units from the tree; each stands for everything below it too. */
export function UnitsPicker({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/units", {}, { meta: live("unit"), staleTime: 300_000 });
  const tree = useMemo(() => unitTree(data?.items ?? []), [data]);
  return <TreeSelect<number[]> {...rest} multiple allowClear treeDefaultExpandAll showSearch={{ treeNodeFilterProp: "title" }} placeholder={t("shell.pick.units")} treeData={tree} value={[...value]} onChange={(ids) => onChange(ids)} />;
}
