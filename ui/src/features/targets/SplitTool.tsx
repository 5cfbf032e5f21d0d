import DownOutlined from "@ant-design/icons/DownOutlined";
import { Button, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ToolProps } from "./tools";

const DIALOGS = { fill: lazy(() => import("./FillDialog")), copy: lazy(() => import("./CopyDialog")), sheetIn: lazy(() => import("./SheetDialog")) };
type Dialog = keyof typeof DIALOGS;

/** What fills many figures at once: a suggestion, the year before, a workbook. */
export default function SplitTool(props: ToolProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Dialog>();
  const { tree, grid } = props;
  const sets = grid.rows.some(({ may_set: may }) => may);
  const keeps = tree.actions.includes("edit");
  const live = tree.state === "open";
  const download = (): void => window.location.assign(`/api/v1/targets/trees/${tree.id}/sheet.xlsx?grain=${grid.grain}`);
  const adds = !tree.metric.derived;
  const items = [
    { key: "fill", shown: live && keeps && adds },
    { key: "copy", shown: live && keeps && adds },
    { key: "sheetOut", shown: true },
    { key: "sheetIn", shown: live && (sets || grid.rows.some(({ may_declare: may }) => may)) },
  ];
  const menu = {
    items: items.filter(({ shown }) => shown).map(({ key }) => ({ key, label: t(`screens.targets.split.${key}`) })),
    onClick: ({ key }: { key: string }) => (key === "sheetOut" ? download() : setOpen(key as Dialog)),
  };
  const Open = open && DIALOGS[open];
  return (
    <>
      <Dropdown menu={menu} trigger={["click"]}>
        <Button icon={<DownOutlined />} iconPlacement="end">
          {t("screens.targets.split.tool")}
        </Button>
      </Dropdown>
      <Suspense>{Open && <Open {...props} onClose={() => setOpen(undefined)} />}</Suspense>
    </>
  );
}
