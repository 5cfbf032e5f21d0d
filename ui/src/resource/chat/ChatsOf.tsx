import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { When } from "@/shared/ui/When";
import styles from "./Chat.module.css";

const Transcript = lazy(() => import("./Transcript"));

/** The conversations with a lead or customer; each opens whole. Says nothing where there are none. */
export function ChatsOf({ kind, id }: { kind: "lead" | "customer"; id: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState<number>();
  const { data } = $api.useQuery("get", "/api/v1/conversations/about/{subject_kind}/{id}", { params: { path: { subject_kind: kind, id } } }, { meta: live("conversation"), enabled: may("conversation.read") });
  if (!data?.items.length) return null;
  return (
    <>
      <Relation
        title={t("chat.conversations")}
        items={data.items}
        empty=""
        render={({ id: one, last_text: text, last_at: at, owner_name: owner, site_name: site }) => (
          <button type="button" className={styles["row"]} onClick={() => setOpen(one)}>
            <span>{text || t("chat.visitor", { id: one })}</span>
            <small>
              {[site, owner].filter(Boolean).join(" · ")} · <When at={at} />
            </small>
          </button>
        )}
      />
      <Suspense>{open !== undefined && <Transcript id={open} onClose={() => setOpen(undefined)} />}</Suspense>
    </>
  );
}
