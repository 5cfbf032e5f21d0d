import { Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { recordPath } from "@/shared/records";
import { switchLanguage } from "@/shared/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/shared/i18n/language";
import { useEditMe, useMay, useMe } from "@/shared/session/session";
import { chooseTheme, THEMES, useThemeChoice, type ThemeChoice } from "@/shared/theme/choice";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import { useTellFailure } from "@/shared/ui/useTell";
import { CalendarFeed } from "./CalendarFeed";
import { Reminders } from "./Reminders";
import styles from "./Settings.module.css";
import { SettingsTabs } from "./SettingsTabs";

function Preferences() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const theme = useThemeChoice();
  const edit = useEditMe();
  const tell = useTellFailure();
  const setLanguage = (language: Language): void => {
    switchLanguage(language).then(() => client.invalidateQueries(), tell);
    edit.mutate({ language }, { onError: tell });
  };
  const setTheme = (choice: ThemeChoice): void => {
    chooseTheme(choice);
    edit.mutate({ theme: choice }, { onError: tell });
  };
  return (
    <dl className={styles["pairs"]}>
      <dt>{t("shell.language")}</dt>
      <dd>
        <Select<Language>
          aria-label={t("shell.language")}
          style={{ width: 160 }}
          value={i18n.language as Language}
          onChange={setLanguage}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        />
      </dd>
      <dt>{t("shell.theme.label")}</dt>
      <dd>
        <Segmented<ThemeChoice> value={theme} onChange={setTheme} options={THEMES.map((value) => ({ value, label: t(`shell.theme.${value}`) }))} />
      </dd>
    </dl>
  );
}

/** How many phones I have revealed today, of how many; nothing for who reveals none. */
function Looks() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const reveals = Object.keys(permissions).some((name) => name.endsWith(".reveal"));
  const { data } = $api.useQuery("get", "/api/v1/me/looks", {}, { enabled: reveals, staleTime: 0 });
  if (!data) return null;
  return (
    <section className={styles["section"]}>
      <h2>{t("screens.settings.looks.heading")}</h2>
      <p className={styles["words"]}>{t(`screens.settings.looks.${data.cap === null ? "free" : "today"}`, { n: data.looked, cap: data.cap })}</p>
    </section>
  );
}

/** Who I am, and how I want to see things. */
export function Profile() {
  const { t } = useTranslation();
  const me = useMe();
  const may = useMay();
  const facts = [
    ["name", me.name],
    ["login", me.login],
    ["unit", me.unit_name ?? "—"],
    ["position", me.position || "—"],
    ["roles", me.roles.map((code) => enumText(t, "role", code)).join(t("shell.enumerate"))],
  ] as const;
  return (
    <Page title={t("shell.nav.settings")}>
      <SettingsTabs />
      <section className={styles["section"]}>
        <dl className={styles["pairs"]}>
          {facts.map(([key, value]) => (
            <div key={key} className={styles["contents"]}>
              <dt>{t(`screens.settings.profile.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {may("employee.duty") && <PathLink to={recordPath("employee", me.id) ?? "/"}>{t("screens.employee.absence.mine")}</PathLink>}
      </section>
      <Looks />
      <section className={styles["section"]}>
        <h2>{t("screens.settings.preferences")}</h2>
        <Preferences />
      </section>
      <Reminders />
      <CalendarFeed />
    </Page>
  );
}
