import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import type { Search } from "@/shared/urlSearch";
import { LessonList } from "./LessonList";
import { reviewsQuery, type ReviewRow } from "./reviewApi";
import styles from "./Reviews.module.css";

const BeginReview = lazy(() => import("./BeginReview"));

function Row({ review }: { review: ReviewRow }) {
  const { t } = useTranslation();
  return (
    <li>
      <PathLink to={`/reviews/${review.id}`} className={styles["card"]}>
        <strong>{review.title}</strong>
        <Mark tone={review.state === "draft" ? "accent" : "good"}>{enumText(t, "review_state", review.state)}</Mark>
        <span className={styles["quiet"]}>
          {[enumText(t, "target_grain", review.grain), review.owner_name, review.unit_name].filter(Boolean).join(" · ")}
        </span>
      </PathLink>
    </li>
  );
}

function Reviews({ create }: { create: ReactNode }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(reviewsQuery);
  if (isPending) return <div className={styles["waiting"]} aria-busy="true" />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <Empty title={t("screens.reviews.none")} text={t("screens.reviews.noneText")} action={create} />;
  return (
    <ul className={styles["cards"]}>
      {data.map((review) => (
        <Row key={review.id} review={review} />
      ))}
    </ul>
  );
}

/** The reviews in reach, and the lessons that are to become procedures. */
export function ReviewsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [beginning, setBeginning] = useState(false);
  const view = search["view"] === "lessons" ? "lessons" : "reviews";
  const create = may("review.write") && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setBeginning(true)}>
      {t("screens.reviews.begin")}
    </Button>
  );
  return (
    <Page title={t("screens.reviews.title")} actions={create}>
      <WorkTabs />
      <div className={styles["tools"]}>
        <Segmented
          aria-label={t("screens.reviews.title")}
          value={view}
          onChange={(next) => void navigate({ to: ".", search: (next === "lessons" ? { view: next } : {}) as never, replace: true })}
          options={[
            { value: "reviews", label: t("screens.reviews.all") },
            { value: "lessons", label: t("screens.reviews.lessons") },
          ]}
        />
      </div>
      {view === "lessons" ? <LessonList /> : <Reviews create={create} />}
      <Suspense>{beginning && <BeginReview onClose={() => setBeginning(false)} />}</Suspense>
    </Page>
  );
}
