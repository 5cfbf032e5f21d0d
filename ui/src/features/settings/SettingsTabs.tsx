import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

/** My own settings, and those of the company for who may change them. */
export function SettingsTabs() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const tabs = [
    { to: "/settings", key: "profile", shown: true },
    { to: "/settings/security", key: "security", shown: true },
    { to: "/settings/roles", key: "roles", shown: "role.read" in permissions },
    { to: "/settings/company", key: "company", shown: "role.edit" in permissions },
    { to: "/settings/shared-keys", key: "shared", shown: "identity.share" in permissions },
    { to: "/settings/products", key: "products", shown: "product.manage" in permissions },
    { to: "/settings/competitors", key: "competitors", shown: "competitor.manage" in permissions },
    { to: "/settings/fields", key: "fields", shown: "field.manage" in permissions },
    { to: "/settings/customers", key: "customers", shown: "field.manage" in permissions },
    { to: "/settings/tokens", key: "tokens", shown: "token.create" in permissions },
    { to: "/settings/audit", key: "audit", shown: permissions["audit.read"] === "all" },
  ];
  const shown = tabs.filter((tab) => tab.shown).map(({ to, key }) => ({ to, text: t(`screens.settings.tabs.${key}`) }));
  return <Tabs label={t("shell.nav.settings")} tabs={shown} />;
}
