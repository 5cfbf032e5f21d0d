import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { useRecord } from "@/resource/useRecord";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { Cost } from "./BreachFeed";
import styles from "./Compliance.module.css";
import { DeskTabs } from "./DeskTabs";
import { breaches } from "./stintResource";
import { Verbs } from "./Verbs";

/** One clock that ran out: what it cost, the appeal, and what was decided. */
export function BreachPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, isPending, refetch } = useRecord(breaches, Number(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const { owner_name: name, unit_name: unit, clock, at, lead_id: lead, lead_title: title, appeal, appeal_text: text, asked_at: asked, judged_by_name: by, judged_at: judged, judgement } = data;
  return (
    <Page title={t("screens.breach.of", { name })} state={enumText(t, "dispatch_clock", clock)} actions={<Verbs breach={data} />}>
      <DeskTabs />
      <div className={styles["breach"]}>
        <dl>
          <dt>{t("fields.breach.owner_name")}</dt>
          <dd>
            {name} · {unit}
          </dd>
          <dt>{t("fields.breach.lead_title")}</dt>
          <dd>{title ? <PathLink to={`/leads/${lead}`}>{title}</PathLink> : t("screens.dispatch.hidden")}</dd>
          <dt>{t("fields.breach.at")}</dt>
          <dd>
            <When at={at} />
          </dd>
          <dt>{t("fields.breach.cost")}</dt>
          <dd>
            <Cost breach={data} />
          </dd>
        </dl>
        {appeal !== "" && (
          <section>
            <h2>{t("screens.breach.appeal.action")}</h2>
            <p>{text}</p>
            <small>
              <When at={asked} />
            </small>
          </section>
        )}
        {judged && (
          <section>
            <h2>
              <Mark tone={appeal === "upheld" ? "good" : "plain"}>{enumText(t, "dispatch_appeal", appeal)}</Mark>
            </h2>
            <p>{judgement}</p>
            <small>
              {by} · <When at={judged} />
            </small>
          </section>
        )}
      </div>
    </Page>
  );
}
