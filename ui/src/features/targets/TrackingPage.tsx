import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import type { Search } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import type { Grain } from "./types";
import { useFigure } from "./useFigure";
import { AlarmList } from "./AlarmList";
import { HelpList } from "./HelpList";
import { sentence } from "./trackState";
import { TrackTable, type Opened as Figure } from "./TrackTable";
import { trackingQuery, type Tracking } from "./trackApi";
import styles from "./Tracking.module.css";

const CoverageDrawer = lazy(() => import("./CoverageDrawer"));
const RecordsDrawer = lazy(() => import("./RecordsDrawer"));

function Opened({ tracking }: { tracking: Tracking }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { short } = useFigure(tracking.tree.metric);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [covering, setCovering] = useState<number>();
  const [figure, setFigure] = useState<Figure>();
  const { tree, grain } = tracking;
  const choose = (next: Grain): void => void navigate({ to: ".", search: { ...search, grain: next } as never, replace: true });
  return (
    <Page title={tree.name} state={sentence(t, tracking, { percent: format.percent, short })} actions={<PathLink to={`/targets/${tree.id}`}>{t("screens.tracking.sheet")}</PathLink>}>
      <div className={styles["tools"]}>
        <Segmented<Grain> aria-label={t("screens.targets.grain")} value={grain} onChange={choose} options={tree.grains.map((value) => ({ value, label: enumText(t, "target_grain", value) }))} />
        <ul className={styles["legend"]}>
          {(["attained", "shouldBe", "must", "stretch", "forecast"] as const).map((name) => (
            <li key={name} data-mark={name}>
              {t(`screens.tracking.${name}`)}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles["columns"]}>
        <TrackTable tracking={tracking} onCover={setCovering} onOpen={setFigure} />
        <aside>
          <HelpList tracking={tracking} onCover={setCovering} />
          <AlarmList tracking={tracking} />
        </aside>
      </div>
      <Suspense>{covering !== undefined && <CoverageDrawer cellId={covering} metric={tree.metric} onClose={() => setCovering(undefined)} />}</Suspense>
      <Suspense>{figure && <RecordsDrawer {...figure} onClose={() => setFigure(undefined)} />}</Suspense>
    </Page>
  );
}

/** How a tree of targets stands: where it should be, where it is going, who needs help, and what waits for a decision. */
export function TrackingPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as Search;
  const { data, error, refetch } = useQuery(trackingQuery(Number(id), search["grain"] as Grain | undefined));
  if (data) return <Opened tracking={data} />;
  return <Page title={t("screens.tracking.title")}>{error ? <Failing error={error} onRetry={() => void refetch()} /> : <div className={styles["waiting"]} aria-busy="true" />}</Page>;
}
