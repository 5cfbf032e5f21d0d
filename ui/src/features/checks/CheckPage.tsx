import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Alert, Button, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { useAct } from "@/resource/useAct";
import { enumText } from "@/resource/texts";
import { toast } from "@/shared/ui/toast";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { checkQuery, replace, TOUCHES, type Check } from "./checkApi";
import { CheckForm } from "./CheckForm";
import { StateMark } from "./CheckRows";
import styles from "./Checks.module.css";
import { DrawProof } from "./DrawProof";
import { EvidencePanel } from "./EvidencePanel";
import { Outcome } from "./Outcome";

function Gone({ check }: { check: Check }) {
  const { t } = useTranslation();
  const act = useAct();
  const navigate = useNavigate();
  const next = async (): Promise<void> => {
    const { id } = await replace(check.id);
    if (id === null) toast("plain", t("screens.checks.nothingLeft"));
    else await navigate({ to: "/checks/$id", params: { id: String(id) } as never });
  };
  const ask = (): void => act({ run: next, done: "screens.checks.replaced", touches: [...TOUCHES] });
  const action = check.actions.includes("replace") && <Button onClick={ask}>{t("screens.checks.replace")}</Button>;
  return <Alert type="warning" showIcon title={t("screens.checks.gone")} action={action} />;
}

function Said({ check }: { check: Check }) {
  const { t } = useTranslation();
  const checker = check.finished_by_name ?? check.checker_name ?? t("screens.checks.nobody");
  return (
    <>
      {check.owner_name && t("screens.checks.of", { name: check.owner_name })} · {t("screens.checks.by", { name: checker })} · <StateMark check={check} /> <When at={check.finished_at ?? check.due_at} />
    </>
  );
}

function Opened({ check }: { check: Check }) {
  const { t } = useTranslation();
  const title = check.record_title ?? enumText(t, "check_kind", check.kind);
  return (
    <Page title={title} state={<Said check={check} />} actions={<PathLink to="/checks">{t("screens.checks.back")}</PathLink>}>
      <WorkTabs of="/checks" />
      {check.gone && <Gone check={check} />}
      {check.replaced_by_id !== null && <PathLink to={`/checks/${check.replaced_by_id}`}>{t("screens.checks.replaced")}</PathLink>}
      <div className={styles["columns"]}>
        <EvidencePanel check={check} />
        <div className={styles["fields"]}>
          {check.actions.includes("finish") && <CheckForm key={check.id} check={check} />}
          {check.state === "finished" && <Outcome check={check} />}
          <DrawProof check={check} />
        </div>
      </div>
    </Page>
  );
}

/** One check: what is looked at beside what is asked, then what came of it. */
export function CheckPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useQuery(checkQuery(Number(id)));
  if (data) return <Opened check={data} />;
  return <Page title={t("screens.checks.title")}>{error ? <Failing error={error} onRetry={() => void refetch()} /> : <Skeleton active />}</Page>;
}
