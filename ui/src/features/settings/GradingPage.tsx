import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GradingRule } from "@/api/types";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { GradingApply } from "./GradingApply";
import { GradingFigures } from "./GradingFigures";
import { GradingModel } from "./GradingModel";
import { GradingRows } from "./GradingRows";
import { GradingThresholds } from "./GradingThresholds";
import { GradingTrial } from "./GradingTrial";
import styles from "./Grading.module.css";
import { SettingsTabs } from "./SettingsTabs";
import { useGradingPolicy, useGradingRules } from "./useGrading";

const GradingDrawer = lazy(() => import("./GradingDrawer"));

/** How leads get tags and grades: the rules, a trial beside them, the leads as they stand, and thresholds. */
export function GradingPage() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<GradingRule | "new">();
  const rules = useGradingRules();
  const policy = useGradingPolicy();
  if (rules.isPending || policy.isPending) return <PageSkeleton />;
  if (!rules.data || !policy.data) return <Failing error={rules.error ?? policy.error} onRetry={() => void Promise.all([rules.refetch(), policy.refetch()])} />;
  const { items } = rules.data;
  const create = (
    <Button type="primary" onClick={() => setOpen("new")}>
      {t("screens.grading.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <div className={styles["page"]}>
        <section aria-labelledby="grading-heading">
          <h2 id="grading-heading">{t("screens.grading.heading")}</h2>
          <p className={styles["note"]}>{t("screens.grading.text")}</p>
          {items.length === 0 ? <Empty title={t("screens.grading.none.title")} text={t("screens.grading.none.text")} action={create} /> : <GradingRows rules={items} onOpen={setOpen} />}
        </section>
        <div className={styles["side"]}>
          <GradingTrial />
          <GradingFigures thresholds={policy.data.thresholds} />
          <GradingThresholds key={policy.data.version} policy={policy.data} />
          {items.some(({ active }) => active) && <GradingApply />}
          <GradingModel policy={policy.data} />
        </div>
      </div>
      <Suspense>{open && <GradingDrawer rule={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}</Suspense>
    </Page>
  );
}
