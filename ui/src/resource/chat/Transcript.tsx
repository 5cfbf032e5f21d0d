import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Conversation } from "@/api/types";
import { absolute } from "@/shared/format";
import { liveOne } from "@/shared/live/meta";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { nameOf } from "./nameOf";
import styles from "./Chat.module.css";
import { Talk } from "./Talk";

const SECOND = 1000;

/** Seconds from the wish for a person to their first word. */
export const firstAnswer = ({ wanted_at: wanted, answered_at: answered }: Pick<Conversation, "wanted_at" | "answered_at">): number | null =>
  wanted && answered ? Math.max(0, Math.round((Date.parse(answered) - Date.parse(wanted)) / SECOND)) : null;

/** A whole conversation beside whatever one was looking at. */
export default function Transcript({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const { data, error } = $api.useQuery("get", "/api/v1/conversations/{id}", { params: { path: { id } } }, { meta: liveOne("conversation", id) });
  const seconds = data ? firstAnswer(data) : null;
  const facts = data && [
    data.site_name,
    data.owner_name,
    absolute(data.created_at),
    seconds === null ? null : t("chat.firstAnswer", { n: seconds }),
    data.stars === null ? null : t("chat.stars", { n: data.stars }),
    data.ending && t(`enums.conversation.ending.${data.ending}`),
  ];
  return (
    <Drawer open title={data ? nameOf(data, t) : t("chat.transcript")} onClose={onClose} size={phone ? "100%" : 520} styles={{ body: { padding: 0, display: "flex", flexDirection: "column", minHeight: 0 } }}>
      {error ? <Failing error={error} /> : null}
      {facts && <p className={styles["facts"]}>{facts.filter(Boolean).join(" · ")}</p>}
      {data && <Talk id={id} visitor={nameOf(data, t)} />}
    </Drawer>
  );
}
