import { Button } from "antd";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { toQuery } from "@/resource/listState";
import { CUSTOM, useCustom } from "@/resource/custom/customFields";
import { rememberOrder } from "@/resource/neighbours";
import type { ListSpec, Query, RecordRow, Resource, View } from "@/resource/types";
import { useList } from "@/resource/useList";
import { useListState } from "@/resource/useListState";
import { useIsPhone } from "@/shared/theme/choice";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { useFormat } from "@/shared/useFormat";
import { BulkReport } from "@/resource/bulk/BulkReport";
import { BulkBar } from "./BulkBar";
import { CardList } from "./CardList";
import styles from "./CardList.module.css";
import { DeskTable } from "./DeskTable";
import { ListFoot } from "./ListFoot";
import { ListSkeleton } from "./ListSkeleton";
import { Toolbar } from "./Toolbar";
import { ViewBar } from "@/resource/views/ViewBar";
import { useColumnChoice } from "./useColumnChoice";
import { Views } from "./Views";

const ALL: readonly View[] = [{ key: "all", query: {} }];

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  spec: ListSpec<Row>;
  title: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** Said when there is nothing at all yet. */
  empty: { title: string; text?: string; action?: ReactNode };
  /** What may be done with many at once; `done` ends the selection. */
  bulk?: (rows: Row[], done: () => void) => ReactNode;
  /** Narrows the list from outside, beyond the URL. */
  fixed?: Query;
  /** At the end of the toolbar, knowing exactly what is shown. */
  tools?: (query: Query, columns: readonly string[]) => ReactNode;
  /** Between the title and the list. */
  tabs?: ReactNode;
}

/** A list of records of one kind: views, search, filters, sort, pages, selection; cards on a phone. */
export function ResourceTable<Row extends RecordRow>(props: Props<Row>) {
  const { title, actions, bulk, fixed, tools, tabs } = props;
  const { resource, columns: custom, pending } = useCustom(props.resource);
  const spec = useMemo(() => ({ ...props.spec, columns: [...props.spec.columns, ...custom] }), [props.spec, custom]);
  const { t } = useTranslation();
  const format = useFormat();
  const phone = useIsPhone();
  const { state, change, open, saved, ready } = useListState(spec, resource.kind);
  const isSaved = saved.items.some(({ id }) => String(id) === state.view);
  const columns = useColumnChoice(resource.kind, spec.columns, state.columns, isSaved ? (plan) => change({ columns: plan }) : undefined);
  const asked = columns.visible.flatMap(({ name }) => (name.startsWith(CUSTOM) ? [name.slice(CUSTOM.length)] : [])).join(",");
  const query = useMemo(() => ({ ...toQuery(state, spec), ...(asked && { fields: asked }), ...fixed }), [state, spec, asked, fixed]);
  const list = useList(resource, query, ready && !pending);
  const [fresh] = useState(list.isPending); // else one comes back to rows that are known, and to where one was in them
  const [selected, setSelected] = useState<readonly number[]>([]);
  const { rows } = list;
  const chosen = useMemo(() => rows.filter(({ id }) => selected.includes(id)), [rows, selected]);
  useEffect(() => rememberOrder(resource.kind, rows.map(({ id }) => id)), [resource.kind, rows]);
  const narrowed = state.q !== "" || state.where !== "" || Object.keys(state.filters).length > 0;
  const [choosing, setChoosing] = useState(false);
  const choose = (ids: readonly number[]): void => {
    setSelected(ids);
    setChoosing(true);
  };
  const done = (): void => {
    setSelected([]);
    setChoosing(false);
  };
  const counted = list.count === null ? "" : t("shell.list.count", { n: format.cappedCount(list.count, list.capped) });
  const named = spec.views ?? (saved.items.length > 0 ? ALL : undefined);
  const views = named && (
    <Views kind={resource.kind} views={named} saved={saved.items} value={state.view || "all"} small={tabs !== undefined} onChange={open} />
  );
  const viewBar = spec.conditions && <ViewBar kind={resource.kind} spec={spec} state={state} saved={saved} open={open} />;
  const foot = (
    <ListFoot shown={rows.length} count={list.count} capped={list.capped} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
  );
  const body = (): ReactNode => {
    if (list.isError && rows.length === 0) return <Failing error={list.error} onRetry={() => void list.refetch()} />;
    if (list.isPending) return <ListSkeleton />;
    if (rows.length === 0) return narrowed ? <NoMatch onClear={() => change({ q: "", filters: {}, where: "" })} /> : <Empty {...props.empty} />;
    const shared = { resource, rows, columns: columns.visible };
    if (phone) {
      return (
        <>
          {bulk && (
            <div className={styles["bar"]}>
              {choosing && (
                <Button type="text" size="small" onClick={() => setSelected(chosen.length === rows.length ? [] : rows.map(({ id }) => id))}>
                  {t(chosen.length === rows.length ? "shell.list.unselect" : "shell.list.chooseAll")}
                </Button>
              )}
              <Button type="text" size="small" onClick={() => (choosing ? done() : setChoosing(true))}>
                {t(choosing ? "shell.list.chosen" : "shell.list.chooseSome")}
              </Button>
            </div>
          )}
          <CardList {...shared} choosing={choosing} selected={selected} onSelect={bulk && choose} />
          {foot}
          {choosing && <div className={styles["under"]} />}
        </>
      );
    }
    return (
      <DeskTable
        {...shared}
        sort={state.sort}
        onSort={(sort) => change({ sort: sort ?? spec.sort })}
        stale={list.isPlaceholderData}
        gradual={fresh}
        foot={foot}
        {...(bulk && { selected, onSelect: setSelected })}
      />
    );
  };
  return (
    <Page title={title} state={counted} actions={actions} fill={!phone}>
      {tabs}
      {!tabs && views}
      <Toolbar kind={resource.kind} spec={spec} state={state} change={change} columns={columns} views={tabs ? views : undefined} viewBar={viewBar} tools={tools?.(query, columns.visible.flatMap(({ name, act }) => (act ? [] : [name])))} />
      {bulk && chosen.length > 0 && <BulkBar count={chosen.length} onClear={done}>{bulk(chosen, done)}</BulkBar>}
      {body()}
      {bulk && <BulkReport />}
    </Page>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return <Empty title={t("shell.list.noMatch")} action={<Button onClick={onClear}>{t("shell.list.clear")}</Button>} />;
}
