import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/shared/ui/Page";
import type { Search } from "@/shared/urlSearch";
import { AgendaList } from "./AgendaList";

const idOf = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

/** All contacts due, of whom the address says. */
export function Agenda() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as Search;
  return (
    <Page title={t("screens.agenda.title")}>
      <AgendaList owner={idOf(search["owner_id"])} unit={idOf(search["unit_id"])} limit={200} />
    </Page>
  );
}
