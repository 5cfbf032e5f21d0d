import CheckOutlined from "@ant-design/icons/CheckOutlined";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import styles from "./MeMenu.module.css";
import { Opening } from "./Opening";
import { usePreferences } from "./usePreferences";
import { usePresence } from "./usePresence";

/** Who I am here, whether I take leads now, and the way out. */
export function MeMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { setDuty, setBusy, signOut } = usePreferences();
  const { state, words, choices, hint } = usePresence();
  const duty = (
    <span className={styles["duty"]}>
      {t("shell.me.onDuty")}
      {me.on_duty && <CheckOutlined />}
    </span>
  );
  const busy = choices.map(({ minutes, label }, place) => ({
    key: `busy ${minutes}`,
    label: (
      <span className={styles["duty"]}>
        {label}
        {place === 0 && hint && <small>{hint}</small>}
      </span>
    ),
    onClick: () => setBusy(minutes),
  }));
  const items = [
    { key: "duty", label: duty, onClick: () => setDuty(!me.on_duty) },
    ...busy,
    { type: "divider" as const },
    { key: "profile", label: t("shell.me.profile"), onClick: () => void navigate({ to: "/settings" }) },
    { key: "exports", label: t("screens.export.mine"), onClick: () => void navigate({ to: "/exports" }) },
    { type: "divider" as const },
    { key: "out", label: t("shell.me.signOut"), onClick: signOut },
  ];
  return (
    <Opening menu={{ items }}>
      <button type="button" className={styles["me"]} aria-haspopup="menu" title={words}>
        <span className={styles["face"]} data-duty={state} aria-hidden="true">
          {me.name.slice(0, 1)}
        </span>
        <span className={styles["name"]}>{me.name}</span>
        <span className="visually-hidden">{words}</span>
      </button>
    </Opening>
  );
}
