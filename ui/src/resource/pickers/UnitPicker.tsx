import { TreeSelect } from "antd";
import { useMemo } from "react";
import { $api } from "@/api/client";
import type { Unit } from "@/api/types";
import { live } from "@/shared/live/meta";
import type { PickerProps } from "./RemoteSelect";

interface Node {
  value: number;
  title: string;
  children: Node[];
}

/** The tree of units from the flat list. */
export function unitTree(units: readonly Pick<Unit, "id" | "name" | "parent_id">[]): Node[] {
  const nodes = new Map(units.map(({ id, name }) => [id, { value: id, title: name, children: [] as Node[] }]));
  const roots: Node[] = [];
  for (const { id, parent_id: parent } of units) {
    const node = nodes.get(id);
    if (node) (parent === null ? roots : (nodes.get(parent)?.children ?? roots)).push(node);
  }
  return roots;
}

/** Chooses a unit from the tree; it stands for everything below it too. */
export function UnitPicker({ value = null, onChange, known: _known, listWidth, ...rest }: PickerProps) {
  const { data } = $api.useQuery("get", "/api/v1/units", {}, { meta: live("unit"), staleTime: 300_000 });
  const tree = useMemo(() => unitTree(data?.items ?? []), [data]);
  return (
    <TreeSelect<number | null>
      {...rest}
      allowClear
      showSearch={{ treeNodeFilterProp: "title" }}
      treeDefaultExpandAll
      popupMatchSelectWidth={listWidth ?? true}
      treeData={tree}
      value={value}
      onChange={(chosen) => onChange?.(chosen ?? null)}
    />
  );
}
