import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { When } from "@/shared/ui/When";
import styles from "./Enquiries.module.css";
import { Relation } from "./Relation";

type Enquiry = components["schemas"]["EnquiryOut"];
type Kind = "lead" | "customer";

async function fetchEnquiries(kind: Kind, id: number, signal: AbortSignal): Promise<Enquiry[]> {
  const path = { params: { path: { id } }, signal };
  return must(await (kind === "lead" ? api.GET("/api/v1/leads/{id}/enquiries", path) : api.GET("/api/v1/customers/{id}/enquiries", path))).items;
}

/** Every further time this person or company asked, the newest first; nothing where they asked once. */
export function Enquiries({ kind, id }: { kind: Kind; id: number }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({ queryKey: ["enquiries", kind, id], queryFn: async ({ signal }) => fetchEnquiries(kind, id, signal), meta: live(kind) });
  if (!error && !data?.length) return null;
  return (
    <Relation
      title={t("resource.enquiries.title")}
      items={data}
      error={error}
      empty=""
      render={({ received_at: at, source, campaign, message, values, matched }) => (
        <div className={styles["item"]}>
          <span className={styles["line"]}>
            <b>{[enumText(t, "lead_source", source), campaign].filter(Boolean).join(" · ")}</b>
            <When at={at} />
          </span>
          {message && <p>{message}</p>}
          <small>
            {[
              ...["name", "company", "title", "phone", "wechat", "email", "region"].map((name) => String(values[name] ?? "")),
              Array.isArray(values["tags"]) ? values["tags"].join(t("shell.enumerate")) : "",
              t("resource.enquiries.by", { keys: matched.map((key) => t(`resource.known.keys.${key}`)).join(t("resource.known.and")) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </div>
      )}
    />
  );
}
