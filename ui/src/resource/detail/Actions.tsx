import DownOutlined from "@ant-design/icons/DownOutlined";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useIsPhone } from "@/shared/theme/choice";

export interface Action {
  key: string;
  label: string;
  primary?: boolean;
  danger?: boolean;
  run: () => void;
}

const AT_HAND = 3;

/** What can be done: the next action first, the usual ones at hand, the rest in a menu. */
export function Actions({ actions }: { actions: readonly Action[] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const ordered = [...actions].sort((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false));
  const atHand = ordered.slice(0, phone ? 1 : AT_HAND);
  const rest = ordered.slice(atHand.length);
  const items = rest.map(({ key, label, danger, run }) => ({ key, label, danger: danger ?? false, onClick: run }));
  return (
    <span style={{ display: "flex", gap: 8 }}>
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t("shell.detail.more")}
          </Button>
        </Dropdown>
      )}
      {[...atHand].reverse().map(({ key, label, primary, danger, run }) => (
        <Button key={key} type={primary ? "primary" : "default"} danger={danger ?? false} onClick={run}>
          {label}
        </Button>
      ))}
    </span>
  );
}
