import DownOutlined from "@ant-design/icons/DownOutlined";
import { Button, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { ACTS, mayAct, type Act } from "./together";
import type { TargetGrid, TargetRow } from "./types";

const TogetherDrawer = lazy(() => import("./TogetherDrawer"));

/** A whole year at once: put forward, answered, declared; `row`: of one node alone. */
export default function TogetherTool({ grid, row }: { grid: TargetGrid; row?: TargetRow }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act>();
  const rows = row ? [row] : grid.rows;
  const acts = grid.tree.state === "open" ? ACTS.filter((one) => rows.some((row) => mayAct(one, row))) : [];
  if (acts.length === 0) return null;
  const menu = {
    items: acts.map((key) => ({ key, label: t(`screens.targets.together.${key}.title`) })),
    onClick: ({ key }: { key: string }) => setAct(key as Act),
  };
  return (
    <>
      <Dropdown menu={menu} trigger={["click"]}>
        <Button icon={<DownOutlined />} iconPlacement="end">
          {t("screens.targets.together.tool")}
        </Button>
      </Dropdown>
      <Suspense>{act && <TogetherDrawer act={act} grid={grid} {...(row && { row })} onClose={() => setAct(undefined)} />}</Suspense>
    </>
  );
}
