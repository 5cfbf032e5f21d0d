import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import { CreateTree } from "./CreateTree";
import { metricName, yearName } from "./names";
import { treesQuery } from "./targetApi";
import styles from "./Targets.module.css";
import type { TargetTree } from "./types";

function TreeCard({ tree }: { tree: TargetTree }) {
  const { t } = useTranslation();
  const grains = tree.grains.map((grain) => enumText(t, "target_grain", grain)).join(t("shell.enumerate"));
  return (
    <li>
      <PathLink to={`/targets/${tree.id}`} className={styles["card"]}>
        <strong>{tree.name}</strong>
        {tree.state === "archived" && <Mark>{t("screens.targets.archived")}</Mark>}
        <span>{metricName(t, tree.metric)}</span>
        <span className={styles["quiet"]}>
          {tree.unit_name} · {enumText(t, "target_dimension", tree.dimension)} · {grains}
        </span>
      </PathLink>
    </li>
  );
}

/** The trees of targets that a person sees, by their year. */
export function TargetsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const { data, error, isPending, refetch } = useQuery(treesQuery);
  const years = [...new Set((data ?? []).map(yearName))];
  const create = may("target.manage") && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
      {t("screens.targets.create")}
    </Button>
  );
  const empty = data?.length === 0;
  return (
    <Page title={t("shell.nav.targets")} state={data && !empty && t("screens.targets.count", { n: data.length })} actions={!empty && create}>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {empty && <Empty title={t("screens.targets.none")} text={t(may("target.manage") ? "screens.targets.noneText" : "screens.targets.noneYet")} action={create} />}
      {years.map((year) => (
        <section key={year} className={styles["year"]}>
          <h2>{year}</h2>
          <ul className={styles["cards"]}>
            {data?.filter((tree) => yearName(tree) === year).map((tree) => <TreeCard key={tree.id} tree={tree} />)}
          </ul>
        </section>
      ))}
      {creating && <CreateTree onClose={() => setCreating(false)} />}
    </Page>
  );
}
