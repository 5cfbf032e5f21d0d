import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import { useIsPhone } from "@/shared/theme/choice";
import { PathLink } from "@/shared/ui/PathLink";
import { usePartTitle } from "@/shared/ui/useTitle";
import styles from "./SettingsTabs.module.css";

interface Entry {
  to: string;
  key: string;
  /** Who may change it, any of these; absent: everybody, it is their own. */
  needs?: string | readonly string[];
}

const GROUPS: readonly (readonly [string, readonly Entry[]])[] = [
  [
    "mine",
    [
      { to: "/settings", key: "profile" },
      { to: "/settings/security", key: "security" },
    ],
  ],
  [
    "capture",
    [
      { to: "/settings/forms", key: "forms", needs: "form.manage" },
      { to: "/settings/chats", key: "chats", needs: "chat.manage" },
      { to: "/settings/channels", key: "channels", needs: "channel.manage" },
    ],
  ],
  [
    "sales",
    [
      { to: "/settings/rules", key: "rules", needs: "dispatch.manage" },
      { to: "/settings/grading", key: "grading", needs: "grading.manage" },
      { to: "/settings/tags", key: "tags", needs: "tag.manage" },
      { to: "/settings/shared-keys", key: "shared", needs: "identity.share" },
      { to: "/settings/customers", key: "customers", needs: "field.manage" },
      { to: "/settings/fields", key: "fields", needs: "field.manage" },
      { to: "/settings/pipelines", key: "pipelines", needs: "pipeline.manage" },
      { to: "/settings/products", key: "products", needs: "product.manage" },
      { to: "/settings/metrics", key: "metrics", needs: ["metric.manage", "target.close"] },
      { to: "/settings/targets", key: "targets", needs: "target.manage" },
      { to: "/settings/quotas", key: "quotas", needs: "quota.manage" },
      { to: "/settings/competitors", key: "competitors", needs: "competitor.manage" },
    ],
  ],
  [
    "company",
    [
      { to: "/settings/company", key: "company", needs: "role.edit" },
      { to: "/settings/roles", key: "roles", needs: "role.read" },
      { to: "/settings/messengers", key: "messengers", needs: "company.connect" },
      { to: "/settings/tokens", key: "tokens", needs: "token.create" },
      { to: "/settings/audit", key: "audit", needs: "audit.read" },
    ],
  ],
];

/** My own settings, and those of the company for who may change them: a list beside the page, on a phone one choice above it. */
export function SettingsTabs() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const has = (needs: string): boolean => (needs === "audit.read" ? permissions[needs] === "all" : needs in permissions);
  const may = (needs: string | readonly string[]): boolean => (typeof needs === "string" ? has(needs) : needs.some(has));
  const groups = GROUPS.map(([group, entries]) => ({ group, entries: entries.filter(({ needs }) => !needs || may(needs)) })).filter(({ entries }) => entries.length > 0);
  const here = groups.flatMap(({ entries }) => entries).find(({ to }) => path === to || (to !== "/settings" && path.startsWith(`${to}/`)))?.to;
  const textOf = (key: string): string => t(`screens.settings.tabs.${key}`);
  const named = groups.flatMap(({ entries }) => entries).find(({ to }) => path === to || path === `${to}/`);
  usePartTitle(named && `${textOf(named.key)} · ${t("shell.nav.settings")}`);
  if (phone) {
    const options = groups.map(({ group, entries }) => ({ label: t(`screens.settings.groups.${group}`), title: group, options: entries.map(({ to, key }) => ({ value: to, label: textOf(key) })) }));
    return <Select className={styles["choice"] ?? ""} aria-label={t("shell.nav.settings")} value={here ?? null} options={options} listHeight={400} onChange={(to) => void navigate({ to: to as never })} />;
  }
  return (
    <nav className={styles["side"]} aria-label={t("shell.nav.settings")}>
      <div className={styles["list"]}>
        {groups.map(({ group, entries }) => (
          <section key={group} aria-labelledby={`settings-${group}`}>
            <h2 id={`settings-${group}`}>{t(`screens.settings.groups.${group}`)}</h2>
            {entries.map(({ to, key }) => (
              <PathLink key={to} to={to} className={styles["entry"]} aria-current={here === to ? "page" : undefined}>
                {textOf(key)}
              </PathLink>
            ))}
          </section>
        ))}
      </div>
    </nav>
  );
}
