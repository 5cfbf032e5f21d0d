import { useTranslation } from "react-i18next";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { PathLink } from "@/shared/ui/PathLink";
import { IMPORT_LIST, imports } from "./importResource";

/** Imports made before, with what became of them. */
export function ImportList() {
  const { t } = useTranslation();
  const start = <PathLink to="/imports/new">{t("screens.import.start")}</PathLink>;
  return <ResourceTable resource={imports} spec={IMPORT_LIST} title={t("screens.import.title")} actions={start} empty={{ title: t("screens.import.empty.title"), text: t("screens.import.empty.text"), action: start }} />;
}
