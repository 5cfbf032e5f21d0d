import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DispatchRule } from "@/api/types";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { SettingsTabs } from "./SettingsTabs";
import { PolicyForm } from "./PolicyForm";
import { RuleRows } from "./RuleRows";
import styles from "./Rules.module.css";
import { TrialPanel } from "./TrialPanel";
import { usePolicy, useRules } from "./useRules";

const RuleDrawer = lazy(() => import("./RuleDrawer"));

/** Who gets which lead: the rules in their order, a dry run beside them, and what holds for all of them below. */
export function RulesPage() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<DispatchRule | "new">();
  const rules = useRules();
  const policy = usePolicy();
  if (rules.isPending || policy.isPending) return <PageSkeleton />;
  if (!rules.data || !policy.data) return <Failing error={rules.error ?? policy.error} onRetry={() => void Promise.all([rules.refetch(), policy.refetch()])} />;
  const { items } = rules.data;
  const create = (
    <Button type="primary" onClick={() => setOpen("new")}>
      {t("screens.rules.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <div className={styles["page"]}>
        <section aria-labelledby="rules-heading">
          <h2 id="rules-heading">{t("screens.rules.heading")}</h2>
          <p className={styles["note"]}>{t("screens.rules.text")}</p>
          {items.length === 0 ? <Empty title={t("screens.rules.none.title")} text={t("screens.rules.none.text")} action={create} /> : <RuleRows rules={items} onOpen={setOpen} />}
        </section>
        <TrialPanel />
        <PolicyForm key={policy.data.version} policy={policy.data} />
      </div>
      <Suspense>{open && <RuleDrawer rule={open === "new" ? undefined : open} policy={policy.data} onClose={() => setOpen(undefined)} />}</Suspense>
    </Page>
  );
}
