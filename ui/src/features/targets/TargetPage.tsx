import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import type { Search } from "@/shared/urlSearch";
import { metricName, yearName } from "./names";
import { gridQuery, oneTreeQuery } from "./targetApi";
import styles from "./Targets.module.css";
import type { Grain, TargetGrid, TargetTree } from "./types";
import { useFigure } from "./useFigure";

const DeskTargets = lazy(() => import("./DeskTargets"));
const PhoneTargets = lazy(() => import("./PhoneTargets"));

/** The chosen length; months otherwise, where the tree has them. */
const grainOf = (tree: TargetTree, wanted: string | undefined): Grain =>
  tree.grains.find((grain) => grain === wanted) ?? tree.grains.find((grain) => grain === "month") ?? tree.grains.at(-1) ?? "year";

/** What the tree is about, and how far it is divided, in one sentence. */
function Sentence({ tree, grid }: { tree: TargetTree; grid: TargetGrid | undefined }) {
  const { t } = useTranslation();
  const figure = useFigure(tree.metric);
  const root = grid?.rows.find(({ parent_id: parent }) => parent === null);
  const whole = root?.year?.must;
  const about = [yearName(tree), metricName(t, tree.metric), tree.unit_name];
  if (whole !== null && whole !== undefined) about.push(t("screens.targets.whole", { amount: figure.short(whole) }));
  if (tree.state === "archived") about.push(t("screens.targets.archived"));
  return about.join(" · ");
}

function Opened({ tree }: { tree: TargetTree }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const search = useSearch({ strict: false }) as Search;
  const grain = grainOf(tree, search["grain"]);
  const { data, error, isPending, refetch } = useQuery(gridQuery(tree.id, grain));
  const choose = (next: Grain): void => void navigate({ to: ".", search: { ...search, grain: next } as never, replace: true });
  const grains = <Segmented<Grain> aria-label={t("screens.targets.grain")} value={grain} onChange={choose} options={tree.grains.map((value) => ({ value, label: enumText(t, "target_grain", value) }))} />;
  const waiting = <div className={styles["waiting"]} aria-busy="true" />;
  const Shown = phone ? PhoneTargets : DeskTargets;
  return (
    <Page title={tree.name} state={<Sentence tree={tree} grid={data} />} fill={!phone}>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && waiting}
      {data && (
        <Suspense fallback={waiting}>
          <Shown grid={data} grains={grains} />
        </Suspense>
      )}
    </Page>
  );
}

/** One tree of targets: its head, and its sheet. */
export function TargetPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const { t } = useTranslation();
  const { data: tree, error, refetch } = useQuery(oneTreeQuery(Number(id)));
  if (tree) return <Opened key={tree.id} tree={tree} />;
  return <Page title={t("shell.nav.targets")}>{error ? <Failing error={error} onRetry={() => void refetch()} /> : <div className={styles["waiting"]} aria-busy="true" />}</Page>;
}
