import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Skeleton } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { Field } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import NodeForm from "./NodeForm";
import { standing } from "./nodeOrder";
import { NodeRow } from "./NodeRow";
import styles from "./Nodes.module.css";
import { bringBack, endNode, moveNode, nodesQuery, TREE_TOUCHES, type TargetNode } from "./nodesApi";
import tools from "./Targets.module.css";
import type { ToolProps } from "./tools";
import type { TargetTree } from "./types";

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
        refresh(...TREE_TOUCHES);
      } catch (error) {
        tell(error);
      }
    },
    move: (node: TargetNode, after: number | null): void => act({ run: () => moveNode(tree.id, node, after), done: "screens.targets.nodes.moved", touches: TREE_TOUCHES }),
    end: (node: TargetNode): void => act({ run: () => endNode(tree.id, node), done: "screens.targets.nodes.ended", touches: TREE_TOUCHES, undo: () => bringBack(tree.id, node) }),
    archive: (state: "archived" | "open"): void =>
      act({
        run: () => api.PATCH("/api/v1/targets/trees/{id}", { params: { path }, body: { changes: { state }, base: { state: tree.state }, version: tree.version } as never }),
        done: `screens.targets.nodes.state.${state}`,
        touches: TREE_TOUCHES,
      }),
  };
}

/** What has figures is not taken out by a slip of the hand. */
const ending = (node: TargetNode, end: (node: TargetNode) => void): Question => ({
  title: "screens.targets.nodes.endOne",
  named: { name: node.name },
  fields: [],
  ok: "screens.targets.nodes.end",
  danger: true,
  text: <Ending figures={node.figures} />,
  submit: async () => end(node),
});

function Ending({ figures }: { figures: number }) {
  const { t } = useTranslation();
  return <p>{t("screens.targets.nodes.endText", { count: figures })}</p>;
}

function Members({ tree, onQuestion }: { tree: TargetTree; onQuestion: (question: Question) => void }) {
  const [at, setAt] = useState<{ parent: TargetNode } | { node: TargetNode }>();
  const acts = useNodeActs(tree);
  const { data, error, refetch } = useQuery(nodesQuery(tree.id));
  const rows = useMemo(() => standing(data ?? []), [data]);
  if (!data) return error ? <Failing error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 6 }} />;
  return (
    <>
      <ul className={styles["list"]}>
        {rows.map((one) => (
          <NodeRow
            key={one.node.id}
            standing={one}
            holds={one.node.kind === "unit" || tree.dimension !== "org"}
            onAdd={() => setAt({ parent: one.node })}
            onEdit={() => setAt({ node: one.node })}
            onEnd={() => (one.node.figures > 0 ? onQuestion(ending(one.node, acts.end)) : acts.end(one.node))}
            onMove={(after) => acts.move(one.node, after)}
          />
        ))}
      </ul>
      {at && <NodeForm tree={tree} at={at} onClose={() => setAt(undefined)} />}
    </>
  );
}

/** Who and what is in the tree, and how it is set up; for whoever keeps it. */
export default function NodesTool({ tree }: ToolProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [open, setOpen] = useState(false);
  const [question, setQuestion] = useState<Question>();
  const acts = useNodeActs(tree);
  if (!tree.actions.includes("nodes")) return null;
  const archived = tree.state === "archived";
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("screens.targets.nodes.title")}</Button>
      <Drawer open={open} destroyOnHidden title={t("screens.targets.nodes.title")} onClose={() => setOpen(false)} size={phone ? "100%" : 560}>
        <div className={tools["tools"]}>
          {tree.dimension === "org" && (
            <Button onClick={() => void acts.update()} disabled={archived}>
              {t("screens.targets.nodes.update")}
            </Button>
          )}
          <Button onClick={() => setQuestion(settings(tree))}>{t("screens.targets.nodes.settings")}</Button>
          <Button onClick={() => acts.archive(archived ? "open" : "archived")}>{t(archived ? "screens.targets.nodes.takeUp" : "screens.targets.nodes.archive")}</Button>
        </div>
        <Members tree={tree} onQuestion={setQuestion} />
      </Drawer>
      <RecordDialog kind="target_tree" question={question} touches={TREE_TOUCHES} onClose={() => setQuestion(undefined)} />
    </>
  );
}
