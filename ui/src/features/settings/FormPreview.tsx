import { Alert } from "antd";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { BodyOf } from "@/api/types";
import { problemText } from "@/shared/ui/problemText";
import { useSettled } from "@/shared/useSettled";
import { valuesOf, type Draft } from "./formDraft";
import styles from "./Forms.module.css";

/** The page itself, as the server writes it for a visitor, as wide as a phone. Nothing in it runs or is sent. */
export function FormPreview({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { language, texts, fields } = valuesOf(draft);
  const settled = useSettled(JSON.stringify({ language, texts, fields }), 250);
  const { data, error } = useQuery({
    queryKey: ["form-preview", settled],
    queryFn: async ({ signal }) => must(await api.POST("/api/v1/form-previews", { body: JSON.parse(settled) as BodyOf<"/api/v1/form-previews">, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });
  return (
    <aside className={styles["preview"]} aria-label={t("screens.forms.preview")}>
      <h2>{t("screens.forms.preview")}</h2>
      {error && <Alert type="warning" title={problemText(asProblem(error), t)} />}
      {data && <iframe title={t("screens.forms.preview")} sandbox="" srcDoc={data.html} />}
    </aside>
  );
}
