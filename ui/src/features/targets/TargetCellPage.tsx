import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Agree.module.css";
import { dialogueQuery } from "./agreeApi";
import { spanName } from "./names";
import { TargetAgree } from "./TargetAgree";

/** One figure on a page of its own: where what one is told of it leads. */
export function TargetCellPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const { t } = useTranslation();
  const { language } = useFormat();
  const { data, error, refetch } = useQuery(dialogueQuery(Number(id)));
  if (!data) return <Page title={t("shell.nav.targets")}>{error && <Failing error={error} onRetry={() => void refetch()} />}</Page>;
  const { node, tree, tree_id: treeId } = data.cell;
  return (
    <Page title={`${node} · ${spanName(data.cell, language)}`} state={<PathLink to={`/targets/${treeId}`}>{tree}</PathLink>}>
      <div className={styles["page"]}>
        <TargetAgree id={Number(id)} />
      </div>
    </Page>
  );
}
