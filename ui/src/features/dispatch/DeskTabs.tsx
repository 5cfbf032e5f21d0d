import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

/** The desk for those who look after others; how clocks were kept for everybody. */
export function DeskTabs() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const desk = permissions["dispatch.read"] !== "own" ? [{ to: "/dispatch", text: t("screens.dispatch.title") }] : [];
  const tabs = [...desk, { to: "/dispatch/compliance", text: t("screens.compliance.title") }, { to: "/dispatch/breaches", text: t("screens.breach.title") }];
  return <Tabs label={t("shell.nav.dispatch")} tabs={tabs} />;
}
