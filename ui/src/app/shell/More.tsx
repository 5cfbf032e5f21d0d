import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import LogoutOutlined from "@ant-design/icons/LogoutOutlined";
import { Button, Drawer, Segmented, Switch } from "antd";
import { useTranslation } from "react-i18next";
import type { Place } from "@/app/nav";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/shared/i18n/language";
import { useMe } from "@/shared/session/session";
import { THEMES, useThemeChoice } from "@/shared/theme/choice";
import { PathLink } from "@/shared/ui/PathLink";
import { PLACE_ICONS } from "./icons";
import styles from "./More.module.css";
import { usePreferences } from "./usePreferences";
import { usePresence } from "./usePresence";

interface Props {
  places: readonly Place[];
  onClose: () => void;
}

/** What does not fit on the phone's bottom bar. */
export default function More({ places, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const theme = useThemeChoice();
  const preferences = usePreferences();
  const presence = usePresence();
  return (
    <Drawer open placement="bottom" size="auto" onClose={onClose} title={me.name} styles={{ body: { padding: 16 } }}>
      <ul className={styles["places"]}>
        {places.map((place) => (
          <li key={place.key}>
            <PathLink to={place.to} className={styles["place"]} onClick={onClose}>
              {PLACE_ICONS[place.key]}
              {t(`shell.nav.${place.key}`)}
            </PathLink>
          </li>
        ))}
        <li>
          <PathLink to="/exports" className={styles["place"]} onClick={onClose}>
            <DownloadOutlined />
            {t("screens.export.mine")}
          </PathLink>
        </li>
      </ul>
      <label className={styles["line"]}>
        {t("shell.me.onDuty")}
        <Switch checked={me.on_duty} onChange={preferences.setDuty} />
      </label>
      {presence.choices.length > 0 && (
        <div className={styles["line"]}>
          <span>
            {presence.state === "busy" ? presence.words : t("shell.me.busy")} {presence.state !== "busy" && <small className={styles["hint"]}>{presence.hint}</small>}
          </span>
          <span className={styles["choices"]}>
            {presence.choices.map(({ minutes, label }) => (
              <Button key={minutes} onClick={() => preferences.setBusy(minutes)}>
                {minutes > 0 ? t("shell.me.minutes", { minutes }) : label}
              </Button>
            ))}
          </span>
        </div>
      )}
      <div className={styles["line"]}>
        <span>{t("shell.theme.label")}</span>
        <Segmented
          value={theme}
          onChange={preferences.setTheme}
          options={THEMES.map((value) => ({ value, label: t(`shell.theme.${value}`) }))}
        />
      </div>
      <Segmented
        block
        value={i18n.language as Language}
        onChange={preferences.setLanguage}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <button type="button" className={styles["place"]} onClick={preferences.signOut}>
        <LogoutOutlined />
        {t("shell.me.signOut")}
      </button>
    </Drawer>
  );
}
