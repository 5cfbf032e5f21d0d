import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { CallLead } from "@/resource/dispatch/CallLead";
import { Countdown } from "@/resource/dispatch/Countdown";
import { DispatchStory } from "@/resource/dispatch/DispatchStory";
import { useClocks } from "@/resource/dispatch/useClocks";
import styles from "./LeadRelations.module.css";

const FeedbackSheet = lazy(() => import("@/resource/dispatch/FeedbackSheet"));

/** A lead's clock, where it is mine and runs, with what to do about it; and why the lead came to whom. */
export default function LeadDispatch({ lead }: { lead: number }) {
  const { t } = useTranslation();
  const { clocks } = useClocks();
  const [telling, setTelling] = useState(false);
  const clock = clocks.find(({ lead_id: id }) => id === lead);
  return (
    <section>
      <h2 className={styles["title"]}>{t("screens.story.title")}</h2>
      {clock?.due_at && (
        <div className={styles["clock"]}>
          <Countdown from={clock.state === "feedback" ? clock.responded_at : clock.given_at} warn={clock.warn_at} due={clock.due_at} bar />
          <CallLead clock={clock} />
          <Button size="small" type={clock.state === "feedback" ? "primary" : "default"} onClick={() => setTelling(true)}>
            {t("screens.clock.feedback")}
          </Button>
        </div>
      )}
      <DispatchStory lead={lead} />
      <Suspense>{telling && clock && <FeedbackSheet clock={clock} onClose={() => setTelling(false)} />}</Suspense>
    </section>
  );
}
