import MoreOutlined from "@ant-design/icons/MoreOutlined";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown, type MenuProps } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { differs, type ListState } from "@/resource/listState";
import { parseWhere } from "@/resource/conditions/model";
import type { Field, ListSpec, Values } from "@/resource/types";
import { useMay } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { readPlan } from "./plan";
import type { SavedView, SavedViews } from "./savedView";
import styles from "./ViewBar.module.css";

const FormDialog = lazy(() => import("@/resource/form/FormDialog"));

interface Props<Row> {
  kind: string;
  spec: ListSpec<Row>;
  state: ListState;
  saved: SavedViews;
  /** Goes to a view, by its id or the key of a built-in one. */
  open: (view: string) => void;
}

/** What can be done with the view one looks at: save, save as, rename, share, order, delete. */
export function ViewBar<Row>({ kind, spec, state, saved, open }: Props<Row>) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const sharing = useSharing();
  const client = useQueryClient();
  const [asking, setAsking] = useState<"new" | "rename" | null>(null);
  const view = saved.items.find(({ id }) => String(id) === state.view);
  const changed = view !== undefined && differs(state, view, spec);
  const narrowed = state.where !== "" || Object.values(state.filters).some(Boolean) || state.sort !== spec.sort;
  const mine = view?.actions.includes("edit") ?? false;
  const content = { where: parseWhere(state.where), filters: state.filters, sort: state.sort, columns: readPlan(state.columns).map(({ name, width }) => ({ name, width: width ?? null })) };
  const renew = (): Promise<void> => client.invalidateQueries({ queryKey: ["get", "/api/v1/views"] });
  const run = (what: Promise<unknown>, said: string): void => void what.then(renew).then(() => toast("good", said), tell);
  const edit = (changes: Partial<Pick<SavedView, "name" | "shared">> | typeof content): Promise<unknown> =>
    view ? api.PATCH("/api/v1/views/{id}", { params: { path: { id: view.id } }, body: { changes: changes as never, version: view.version } }) : Promise.resolve();
  const create = async (values: Values, key: string): Promise<void> => {
    const body = { kind, base: state.base, ...content, name: String(values["name"]), shared: (values["shared"] ?? "nobody") as SavedView["shared"] };
    const made = must(await api.POST("/api/v1/views", { body, headers: { "Idempotency-Key": key } }));
    await renew();
    open(String(made.id));
    toast("good", t("conditions.views.saved"));
  };
  const rename = async (values: Values): Promise<void> => {
    await edit({ name: String(values["name"]), shared: values["shared"] as SavedView["shared"] });
    await renew();
    toast("good", t("conditions.views.saved"));
  };
  const remove = async (): Promise<void> => {
    if (!view) return;
    await api.DELETE("/api/v1/views/{id}", { params: { path: { id: view.id } } });
    open(spec.views?.[0]?.key ?? "");
  };
  if (!view && !narrowed) return null;
  return (
    <div className={styles["bar"]}>
      {changed && <Mark tone="warn">{t("conditions.views.changed")}</Mark>}
      {changed && mine && (
        <Button size="small" type="primary" onClick={() => run(edit(content), t("conditions.views.saved"))}>
          {t("conditions.views.save")}
        </Button>
      )}
      {changed && (
        <Button size="small" onClick={() => open(state.view)}>
          {t("conditions.views.discard")}
        </Button>
      )}
      {(changed || !view) && (
        <Button size="small" onClick={() => setAsking("new")}>
          {t("conditions.views.saveAs")}
        </Button>
      )}
      {view && <ViewMenu kind={kind} view={view} saved={saved} mine={mine} run={run} onRename={() => setAsking("rename")} onCopy={() => setAsking("new")} remove={remove} />}
      {view && view.dropped.length > 0 && <span className={styles["dropped"]} role="status">{t("conditions.views.dropped", { names: view.dropped.join(t("shell.comma")) })}</span>}
      {asking && (
        <Suspense>
          <FormDialog
            kind="view"
            title={t(asking === "new" ? "conditions.views.saveAs" : "conditions.views.rename")}
            fields={sharing}
            initial={asking === "rename" && view ? { name: view.name, shared: view.shared } : { shared: "nobody" }}
            submit={asking === "new" ? create : rename}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** With whom this person may share. */
function useSharing(): readonly Field[] {
  const may = useMay();
  const values = may("view.share") ? ["nobody", "unit", "everyone"] : ["nobody", "unit"];
  return [
    { name: "name", kind: "text", required: true, maxLength: 60 },
    { name: "shared", kind: "select", enum: "view_sharing", values, chips: true },
  ];
}

interface MenuEntries {
  kind: string;
  view: SavedView;
  saved: SavedViews;
  mine: boolean;
  run: (what: Promise<unknown>, said: string) => void;
  onRename: () => void;
  onCopy: () => void;
  remove: () => Promise<void>;
}

function ViewMenu({ kind, view, saved, mine, run, onRename, onCopy, remove }: MenuEntries) {
  const { t } = useTranslation();
  const ids = saved.items.map(({ id }) => id);
  const place = ids.indexOf(view.id);
  const first = saved.first === String(view.id);
  const arrange = (to: number): void => {
    const order = ids.filter((id) => id !== view.id);
    order.splice(to, 0, view.id);
    run(api.PUT("/api/v1/views/order", { body: { kind, ids: order } }), t("conditions.views.arranged"));
  };
  const acts: Record<string, () => void> = {
    rename: onRename,
    copy: onCopy,
    first: () => run(api.PUT("/api/v1/views/first", { body: { kind, view_id: first ? null : view.id } }), t("conditions.views.saved")),
    left: () => arrange(place - 1),
    right: () => arrange(place + 1),
    remove: () => run(remove(), t("conditions.views.removed")),
  };
  const items: MenuProps["items"] = [
    ...(mine ? [{ key: "rename", label: t("conditions.views.rename") }] : []),
    { key: "copy", label: t("conditions.views.saveAs") },
    { key: "first", label: t(first ? "conditions.views.notFirst" : "conditions.views.first") },
    { key: "left", label: t("conditions.views.left"), disabled: place === 0 },
    { key: "right", label: t("conditions.views.right"), disabled: place === ids.length - 1 },
    ...(mine ? [{ key: "remove", label: t("conditions.views.remove"), danger: true }] : []),
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => acts[key]?.() }}>
      <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t("conditions.views.menu", { name: view.name })} aria-haspopup="menu" />
    </Dropdown>
  );
}
