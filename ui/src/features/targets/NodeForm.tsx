import { lazy, Suspense, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { NodePicking } from "./NodePicking";
import { addNode, editNode, TREE_TOUCHES, type NewNode, type TargetNode } from "./nodesApi";
import type { TargetTree } from "./types";

const FormDialog = lazy(() => import("@/resource/form/FormDialog"));

const NAME: Field = { name: "name", kind: "text", maxLength: 120 };
const day = (name: "from_on" | "to_on"): Field => ({ name, kind: "date" });

function fieldsOf({ dimension }: TargetTree, node: TargetNode | undefined): Field[] {
  if (node?.kind === "person" || node?.kind === "vacancy") return [{ ...NAME, required: true }, day("from_on"), day("to_on")];
  if (node) return [{ ...NAME, required: true }];
  return dimension === "org" ? [{ ...NAME, required: true }, day("from_on")] : [{ ...NAME, help: "screens.targets.nodes.nameHelp" }];
}

/** Only what was changed is sent, with what was seen of it. */
function changesOf(node: TargetNode, values: Values, picked: Partial<NewNode>): [object, object] {
  const before: Values = { name: node.name, from_on: node.from_on, to_on: node.to_on, ...node.picked };
  const now: Values = { ...values, ...picked };
  const names = Object.keys(now).filter((name) => (now[name] ?? null) !== (before[name] ?? null));
  const only = (all: Values): object => Object.fromEntries(names.map((name) => [name, all[name] ?? null]));
  return [only(now), only(before)];
}

interface Props {
  tree: TargetTree;
  /** Below which something comes, or the one that is edited. */
  at: { parent: TargetNode } | { node: TargetNode };
  onClose: () => void;
}

/** What comes into a tree below a node, or changes in it: a vacancy by its name; all else is picked, and named after what it is. */
export default function NodeForm({ tree, at, onClose }: Props) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const picked = useRef<Partial<NewNode>>({});
  const node = "node" in at ? at.node : undefined;
  const { dimension } = tree;
  const picks = dimension !== "org" && node?.kind !== "unit";
  const submit = async (values: Values, key: string): Promise<void> => {
    if ("parent" in at) await addNode(tree.id, { ...values, ...picked.current, parent_id: at.parent.id } as NewNode, key);
    else {
      const [changes, base] = changesOf(at.node, values, picked.current);
      if (Object.keys(changes).length > 0) await editNode(tree.id, at.node, changes, base);
    }
    refresh(...TREE_TOUCHES);
    toast("good", t(node ? "screens.targets.nodes.edited" : "screens.targets.nodes.added"));
  };
  const title = "parent" in at ? t(`screens.targets.nodes.add.${dimension}`, { parent: at.parent.name }) : t("screens.targets.nodes.editOne", { name: at.node.name });
  const initial: Values | undefined = node && { name: node.name, from_on: node.from_on, to_on: node.to_on };
  const keep = (some: Partial<NewNode>): void => {
    picked.current = some;
  };
  return (
    <Suspense>
      <FormDialog kind={node && node.kind !== "vacancy" ? "target_node" : "target_tree"} title={title} fields={fieldsOf(tree, node)} {...(initial && { initial })} submit={submit} onClose={onClose}>
        {picks && <NodePicking dimension={dimension} node={node} onChange={keep} />}
      </FormDialog>
    </Suspense>
  );
}
