import MoreOutlined from "@ant-design/icons/MoreOutlined";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import type { Verb } from "./ItemRow";
import type { PlanItem } from "./planApi";

const CONTACTED: ReadonlySet<string | null> = new Set(["lead", "customer", "opportunity"]);
const VERBS = ["carry", "drop", "edit", "learn", "reopen", "remove"] as const;

interface Props {
  item: PlanItem;
  sortable: boolean;
  onVerb: (verb: Verb) => void;
}

/** What may become of an item besides being ticked off. */
export function ItemMenu({ item, sortable, onVerb }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const log = item.state === "planned" && item.about_title !== null && CONTACTED.has(item.about_kind) && may("activity.log");
  const verbs: Verb[] = [...(log ? (["log"] as const) : []), ...VERBS.filter((verb) => item.actions.includes(verb)), ...(sortable ? (["up", "down"] as const) : [])];
  if (verbs.length === 0) return null;
  const items = verbs.map((key) => ({ key, label: t(`screens.plans.verbs.${key}`), danger: key === "remove" }));
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => onVerb(key as Verb) }} placement="bottomRight">
      <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t("screens.plans.more", { title: item.title })} />
    </Dropdown>
  );
}
