import { useQuery } from "@tanstack/react-query";
import { Alert, Form, type FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf } from "@/api/types";
import type { Values } from "@/resource/types";
import { recordPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import { useSettled } from "@/shared/useSettled";

type Who = BodyOf<"/api/v1/duplicates">;

interface Props {
  form: FormInstance<Values>;
  /** What of the form tells who it is. */
  who: (values: Values) => Who;
}

/** Of why two records look alike: the strongest are enough. */
const REASONS = 2;

/** Says, while somebody types, that the person or company is known already; whose it is, as far as they may know. */
export function KnownAlready({ form, who }: Props) {
  const { t } = useTranslation();
  const asked = useSettled(JSON.stringify(who(Form.useWatch([], form) ?? {})), 400);
  const { data } = useQuery({
    queryKey: ["duplicates", asked],
    queryFn: async ({ signal }) => must(await api.POST("/api/v1/duplicates", { body: JSON.parse(asked) as Who, signal })).items,
    enabled: asked !== "{}",
    staleTime: 30_000,
  });
  if (!data?.length) return null;
  return (
    <Alert
      type={data.some(({ certainty }) => certainty === "same") ? "warning" : "info"}
      showIcon
      role="status"
      style={{ marginBottom: 8, textAlign: "start", background: "transparent" }}
      title={t(data.some(({ certainty }) => certainty === "same") ? "resource.known.same" : "resource.known.maybe")}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 16 }}>
          {data.map(({ kind, id, title, owner_name: owner, certainty, matched, reasons }, place) => {
            const path = id === null ? null : recordPath(kind, id);
            const said = t(`resource.known.${certainty}By`, {
              kind: t(`resource.known.kinds.${kind}`),
              keys: matched.map((key) => t(`resource.known.keys.${key}`)).join(t("resource.known.and")),
              reasons: reasons.slice(0, REASONS).map(({ code, params }) => t(`matching.reasons.${code}`, params)).join(t("resource.known.and")),
              owner: owner ?? t("resource.known.nobody"),
            });
            return (
              <li key={`${kind}${id ?? place}${certainty}`}>
                {path ? <PathLink to={path}>{title}</PathLink> : null} {said}
              </li>
            );
          })}
        </ul>
      }
    />
  );
}
