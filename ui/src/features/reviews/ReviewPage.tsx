import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Steps } from "antd";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { When } from "@/shared/ui/When";
import type { Search } from "@/shared/urlSearch";
import { ActionsStep } from "./ActionsStep";
import { FiguresStep } from "./FiguresStep";
import { GapStep } from "./GapStep";
import { LessonsStep } from "./LessonsStep";
import { reviewQuery, type Review } from "./reviewApi";
import styles from "./Reviews.module.css";
import { WordsStep } from "./WordsStep";

const STEPS = [
  { key: "figures", Part: FiguresStep },
  { key: "gap", Part: GapStep },
  { key: "words", Part: WordsStep },
  { key: "lessons", Part: LessonsStep },
  { key: "actions", Part: ActionsStep },
] as const;

function Opened({ review }: { review: Review }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const at = Math.max(0, STEPS.findIndex(({ key }) => key === search["step"]));
  const go = (place: number): void => void navigate({ to: ".", search: { step: STEPS[place]?.key } as never });
  const Part = (STEPS[at] ?? STEPS[0]).Part;
  const state = (
    <>
      <Mark tone={review.state === "draft" ? "accent" : "good"}>{enumText(t, "review_state", review.state)}</Mark> {review.owner_name}
      {review.figures_at && (
        <>
          {" · "}
          <When at={review.figures_at} />
        </>
      )}
    </>
  );
  return (
    <Page title={review.title} state={state}>
      <WorkTabs of="/reviews" />
      <Steps className={styles["steps"] ?? ""} size="small" current={at} onChange={go} orientation={phone ? "vertical" : "horizontal"} items={STEPS.map(({ key }) => ({ title: t(`screens.reviews.step.${key}`) }))} />
      <Part review={review} />
      <footer className={styles["foot"]}>
        {at > 0 && <Button onClick={() => go(at - 1)}>{t("screens.reviews.back")}</Button>}
        {at < STEPS.length - 1 && (
          <Button type="primary" onClick={() => go(at + 1)}>
            {t("screens.reviews.next")}
          </Button>
        )}
      </footer>
    </Page>
  );
}

/** One review, step by step: figures, the gap and its causes, what went well, lessons, actions. */
export function ReviewPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(reviewQuery(Number(id)));
  return data ? (
    <Opened review={data} />
  ) : (
    <Page title={t("screens.reviews.title")}>{error ? <Failing error={error} onRetry={() => void refetch()} /> : <div className={styles["waiting"]} aria-busy="true" />}</Page>
    );
}
