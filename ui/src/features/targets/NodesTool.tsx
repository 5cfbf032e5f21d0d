import { Button, Drawer, List } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { Field } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { useRefresh } from "@/resource/useRecord";
import { enumText } from "@/resource/texts";
import { useIsPhone } from "@/shared/theme/choice";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import AddNode from "./AddNode";
import styles from "./Targets.module.css";
import type { ToolProps } from "./tools";
import type { TargetRow, TargetTree } from "./types";

const TOUCHES = ["target_tree", "target"] as const;

const SETTINGS: Field[] = [
  { name: "name", kind: "text", required: true, maxLength: 80 },
  { name: "buffer_bp", kind: "decimal", scale: 2, required: true, help: "screens.targets.help.buffer" },
  { name: "time_buffer_bp", kind: "decimal", scale: 2, required: true, help: "screens.targets.help.time_buffer" },
];

function settings(tree: TargetTree): Question {
  const names = ["name", "buffer_bp", "time_buffer_bp"] as const;
  const base = Object.fromEntries(names.map((name) => [name, tree[name]]));
  const submit = (values: object) => api.PATCH("/api/v1/targets/trees/{id}", { params: { path: { id: tree.id } }, body: { changes: values, base, version: tree.version } as never });
  return { title: "screens.targets.nodes.settings", fields: SETTINGS, initial: base, submit, done: "screens.targets.nodes.saved" };
}

function useNodeActs(tree: TargetTree) {
  const { t } = useTranslation();
  const act = useAct();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const path = { id: tree.id };
  return {
    update: async (): Promise<void> => {
      try {
        const { added, ended } = must(await api.POST("/api/v1/targets/trees/{id}/updates", { params: { path } }));
        toast("good", t("screens.targets.nodes.updated", { added: added.length, ended: ended.length }));
        refresh(...TOUCHES);
      } catch (error) {
        tell(error);
      }
    },
    end: (node: number): void =>
      act({ run: () => api.DELETE("/api/v1/targets/trees/{id}/nodes/{node_id}", { params: { path: { ...path, node_id: node } } }), done: "screens.targets.nodes.ended", touches: TOUCHES as never }),
    archive: (state: "archived" | "open"): void =>
      act({
        run: () => api.PATCH("/api/v1/targets/trees/{id}", { params: { path }, body: { changes: { state }, base: { state: tree.state }, version: tree.version } as never }),
        done: `screens.targets.nodes.state.${state}`,
        touches: TOUCHES as never,
      }),
  };
}

function NodeRow({ tree, row, root, onAdd, onEnd }: { tree: TargetTree; row: TargetRow; root: boolean; onAdd: () => void; onEnd: () => void }) {
  const { t } = useTranslation();
  const holds = row.kind === "unit" || tree.dimension !== "org";
  const actions = [
    holds && (
      <Button key="add" type="link" size="small" onClick={onAdd} aria-label={`${t(`screens.targets.nodes.add.${tree.dimension}`, { parent: row.name })}`}>
        {t("screens.targets.nodes.addShort")}
      </Button>
    ),
    !root && (
      <Button key="end" type="link" size="small" onClick={onEnd} aria-label={`${t("screens.targets.nodes.end")} ${row.name}`}>
        {t("screens.targets.nodes.end")}
      </Button>
    ),
  ].filter(Boolean);
  return (
    <List.Item actions={actions} style={{ paddingLeft: row.depth * 16 }}>
      <span>
        {row.name} <small className={styles["quiet"]}>{enumText(t, "target_node", row.kind)}</small>
      </span>
    </List.Item>
  );
}

/** Who and what is in the tree, and how it is set up; for whoever keeps it. */
export default function NodesTool({ tree, grid }: ToolProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const [question, setQuestion] = useState<Question>();
  const [below, setBelow] = useState<TargetRow>();
  const acts = useNodeActs(tree);
  if (!tree.actions.includes("nodes")) return null;
  const archived = tree.state === "archived";
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("screens.targets.nodes.title")}</Button>
      <Drawer open={open} title={t("screens.targets.nodes.title")} onClose={() => setOpen(false)} size={phone ? "100%" : 520}>
        <div className={styles["tools"]}>
          <Button onClick={() => void acts.update()} disabled={archived}>
            {t("screens.targets.nodes.update")}
          </Button>
          <Button onClick={() => setQuestion(settings(tree))}>{t("screens.targets.nodes.settings")}</Button>
          <Button onClick={() => acts.archive(archived ? "open" : "archived")}>{t(archived ? "screens.targets.nodes.takeUp" : "screens.targets.nodes.archive")}</Button>
        </div>
        <List
          size="small"
          dataSource={grid.rows}
          rowKey="node_id"
          renderItem={(row) => <NodeRow tree={tree} row={row} root={row.parent_id === null} onAdd={() => setBelow(row)} onEnd={() => acts.end(row.node_id)} />}
        />
      </Drawer>
      <RecordDialog kind="target_tree" question={question} touches={[...TOUCHES]} onClose={() => setQuestion(undefined)} />
      {below && <AddNode tree={tree} parent={below} touches={TOUCHES} onClose={() => setBelow(undefined)} />}
    </>
  );
}
