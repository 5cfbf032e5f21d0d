import { useTranslation } from "react-i18next";
import { Empty } from "@/shared/ui/Empty";
import { PathLink } from "@/shared/ui/PathLink";

/** An address that leads nowhere. */
export function Missing() {
  const { t } = useTranslation();
  return <Empty title={t("shell.missing.title")} action={<PathLink to="/">{t("shell.missing.home")}</PathLink>} />;
}
