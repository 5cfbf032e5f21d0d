import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RecordDialog } from "@/resource/form/RecordDialog";
import type { Field, Values } from "@/resource/types";
import { live } from "@/shared/live/meta";
import { useFormat } from "@/shared/useFormat";
import { periodName } from "./names";
import type { TargetGrid, TargetTree } from "./types";
import { useFigure } from "./useFigure";
import styles from "./Agree.module.css";

interface Props {
  tree: TargetTree;
  grid: TargetGrid;
}

const figureOf = (values: Values, name: string): number | null => (values[name] as number | null | undefined) ?? null;

function BreakEvenDialog({ tree, grid, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const figure = useFigure(tree.metric);
  const [node, setNode] = useState(grid.rows[0]?.node_id);
  const [first, setFirst] = useState(grid.periods[0]?.starts_on);
  const { data } = useQuery({
    queryKey: ["target_tree", "beside", tree.id, grid.grain],
    queryFn: async ({ signal }) => must(await api.GET("/api/v1/targets/trees/{id}/beside", { params: { path: { id: tree.id }, query: { grain: grid.grain } }, signal })).items,
    meta: live("target_tree"),
  });
  if (!data || node === undefined || first === undefined) return null;
  const known = data.find((one) => one.node_id === node && one.starts_on === first);
  const money = tree.metric.measured === "money";
  const budget: Field = { name: "budget", kind: money ? "money" : "number" };
  const fields: Field[] = money ? [{ name: "fixed_cost", kind: "money" }, { name: "margin_bp", kind: "decimal", scale: 2 }, budget] : [budget];
  const initial = { fixed_cost: known?.fixed_cost ?? undefined, margin_bp: known?.margin_bp ?? undefined, budget: known?.budget ?? undefined };
  const submit = async (values: Values): Promise<void> => {
    const figures = { budget: figureOf(values, "budget"), ...(money && { fixed_cost: figureOf(values, "fixed_cost"), margin_bp: figureOf(values, "margin_bp") }) };
    must(await api.PUT("/api/v1/targets/trees/{id}/beside", { params: { path: { id: tree.id } }, body: { node_id: node, grain: grid.grain, starts_on: first, ...figures } }));
  };
  const text = (
    <div className={styles["choice"]}>
      <span className={styles["quiet"]}>{t("screens.targets.agree.breakEvenText")}</span>
      <Select aria-label={t("screens.targets.agree.node")} showSearch={{ optionFilterProp: "label" }} value={node} onChange={setNode} options={grid.rows.map((row) => ({ value: row.node_id, label: row.name }))} />
      <Select aria-label={t("screens.targets.agree.period")} value={first} onChange={setFirst} options={grid.periods.map((one, place) => ({ value: one.starts_on, label: periodName(t, grid.grain, one, place, language) }))} />
      {typeof known?.break_even === "number" && <b>{t("screens.targets.agree.breakEvenIs", { figure: figure.exact(known.break_even) })}</b>}
    </div>
  );
  return (
    <RecordDialog
      key={`${node} ${first} ${known?.budget} ${known?.break_even}`}
      kind="target_beside"
      question={{ title: "screens.targets.agree.breakEven", fields, initial, text, submit, done: "screens.targets.agree.saved" }}
      touches={["target_tree"]}
      onClose={onClose}
    />
  );
}

/** Fixed cost and margin, which make the break-even, and the board's budget; for who keeps the tree. */
export default function BreakEvenTool({ tree, grid }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!tree.actions.includes("edit")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {t("screens.targets.agree.breakEven")}
      </Button>
      {open && <BreakEvenDialog tree={tree} grid={grid} onClose={() => setOpen(false)} />}
    </>
  );
}
