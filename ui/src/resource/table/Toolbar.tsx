import FilterOutlined from "@ant-design/icons/FilterOutlined";
import SearchOutlined from "@ant-design/icons/SearchOutlined";
import { Button, Input } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { foreignFilters, type ListState } from "@/resource/listState";
import type { ListSpec } from "@/resource/types";
import type { PlannedColumn } from "@/resource/views/plan";
import { useIsPhone } from "@/shared/theme/choice";
import { ConditionChips } from "@/resource/conditions/ConditionChips";
import { useSettled } from "@/shared/useSettled";
import { ColumnChooser } from "./ColumnChooser";
import { FilterChips } from "./FilterChips";
import { FilterControl } from "./FilterControl";
import styles from "./Toolbar.module.css";

interface Props<Row> {
  kind: string;
  spec: ListSpec<Row>;
  state: ListState;
  change: (part: Partial<ListState>) => void;
  columns: { chosen: readonly PlannedColumn[]; choose: (columns: readonly PlannedColumn[]) => void };
  viewBar: ReactNode;
  views: ReactNode;
  tools: ReactNode;
}

function SearchBox({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const settled = useSettled(text, 250);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (settled === text && settled !== value) onChange(settled);
    // only what was typed asks; a change of `value` from outside does not
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled]);
  return (
    <Input
      className={styles["search"] ?? ""}
      prefix={<SearchOutlined />}
      allowClear
      type="search"
      aria-label={t("shell.list.search")}
      placeholder={t("shell.list.search")}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

/** Search, filters and columns of a list. On a phone the filters open on demand. */
export function Toolbar<Row>({ kind, spec, state, change, columns, views, viewBar, tools }: Props<Row>) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const set = (name: string, value: string): void => change({ filters: { ...state.filters, [name]: value } });
  const inUse = spec.filters.filter(({ name }) => state.filters[name]).length;
  return (
    <div className={styles["toolbar"]}>
      {views}
      {spec.searchable !== false && <SearchBox value={state.q} onChange={(q) => change({ q })} />}
      {phone && spec.filters.length > 0 && (
        <Button icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {inUse > 0 ? t("shell.list.filtersInUse", { n: inUse }) : t("shell.list.filters")}
        </Button>
      )}
      {(!phone || open) &&
        spec.filters.map((filter) => (
          <FilterControl key={filter.name} kind={kind} filter={filter} value={state.filters[filter.name] ?? ""} onChange={(value) => set(filter.name, value)} />
        ))}
      <FilterChips kind={kind} names={foreignFilters(state, spec.filters)} filters={state.filters} onClear={(name) => set(name, "")} says={spec.says} />
      {spec.conditions && <ConditionChips kind={kind} where={state.where} onChange={(where) => change({ where })} />}
      {viewBar}
      <span className={styles["space"]} />
      {tools}
      {!phone && <ColumnChooser kind={kind} columns={spec.columns} {...columns} />}
    </div>
  );
}
