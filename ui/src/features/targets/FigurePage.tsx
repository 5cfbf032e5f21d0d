import { useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import type { Search } from "@/shared/urlSearch";
import { Page } from "@/shared/ui/Page";
import type { Reported } from "./recordsApi";
import RecordsList from "./RecordsList";

const asked = (code: string, search: Search): Reported => ({
  code,
  since: String(search["since"] ?? ""),
  until: String(search["until"] ?? ""),
  ...(search["user_id"] ? { user_id: Number(search["user_id"]) } : { unit_id: Number(search["unit_id"]) }),
});

/** What a figure of a report is made of, to the last record: shares, refunds and late changes as they were counted. */
export function FigurePage() {
  const { code = "" } = useParams({ strict: false }) as { code?: string };
  const { t } = useTranslation();
  const opening = asked(code, useSearch({ strict: false }) as Search);
  return (
    <Page title={enumText(t, "target_metric", code)} state={`${opening.since} – ${opening.until}`}>
      <RecordsList {...opening} />
    </Page>
  );
}
