import CheckOutlined from "@ant-design/icons/CheckOutlined";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import styles from "./MeMenu.module.css";
import { Opening } from "./Opening";
import { usePreferences } from "./usePreferences";

/** Who I am here, whether I take leads now, and the way out. */
export function MeMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { setDuty, signOut } = usePreferences();
  const duty = (
    <span className={styles["duty"]}>
      {t("shell.me.onDuty")}
      {me.on_duty && <CheckOutlined />}
    </span>
  );
  const items = [
    { key: "duty", label: duty, onClick: () => setDuty(!me.on_duty) },
    { key: "profile", label: t("shell.me.profile"), onClick: () => void navigate({ to: "/settings" }) },
    { key: "exports", label: t("screens.export.mine"), onClick: () => void navigate({ to: "/exports" }) },
    { type: "divider" as const },
    { key: "out", label: t("shell.me.signOut"), onClick: signOut },
  ];
  const state = t(me.on_duty ? "shell.me.on" : "shell.me.off");
  return (
    <Opening menu={{ items }}>
      <button type="button" className={styles["me"]} aria-haspopup="menu" title={state}>
        <span className={styles["face"]} data-duty={me.on_duty} aria-hidden="true">
          {me.name.slice(0, 1)}
        </span>
        <span className={styles["name"]}>{me.name}</span>
        <span className="visually-hidden">{state}</span>
      </button>
    </Opening>
  );
}
