import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { useMe } from "@/shared/session/session";
import { Page } from "@/shared/ui/Page";
import { useMine, useTeam, type Asked } from "./useProgress";
import { MineBoard } from "./MineBoard";
import { TeamBoard } from "./TeamBoard";
import { mineState, teamState } from "./states";
import { SPANS, useView } from "./useView";
import type { QuotaMine, QuotaTeam, Span } from "@/resource/quotas/quotas";
import styles from "./Quotas.module.css";

function Pager({ data }: { data: QuotaMine | QuotaTeam | undefined }) {
  const { t } = useTranslation();
  const { span, day, askSpan, move, now } = useView();
  const first = data?.period.first;
  return (
    <div className={styles["pager"]}>
      <Segmented<Span> aria-label={t("screens.quotas.period")} value={span} onChange={askSpan} options={SPANS.map((value) => ({ value, label: t(`screens.quotas.${value}`) }))} />
      {first && data && (
        <span className={styles["days"]}>
          <Button size="small" type="text" icon={<LeftOutlined />} aria-label={t("screens.quotas.before")} onClick={() => move(first, -1)} />
          <span>{first === data.period.last ? first : `${first} – ${data.period.last.slice(5)}`}</span>
          <Button size="small" type="text" icon={<RightOutlined />} aria-label={t("screens.quotas.after")} disabled={data.period.last >= data.today} onClick={() => move(first, 1)} />
          {day && (
            <Button size="small" type="link" onClick={now}>
              {t("screens.quotas.now")}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}

interface SideProps {
  asked: Asked;
  choice: ReactNode;
}

function Mine({ asked, choice }: SideProps) {
  const { t } = useTranslation();
  const found = useMine(asked);
  return (
    <Page title={t("screens.quotas.title")} state={found.data && mineState(t, found.data)} actions={choice}>
      <WorkTabs />
      <Pager data={found.data} />
      <MineBoard found={found} />
    </Page>
  );
}

function Team({ asked, choice }: SideProps) {
  const { t } = useTranslation();
  const found = useTeam(asked);
  return (
    <Page title={t("screens.quotas.title")} state={found.data && teamState(t, found.data)} actions={choice}>
      <WorkTabs />
      <Pager data={found.data} />
      <TeamBoard found={found} />
    </Page>
  );
}

/** How far I am with what is asked of a day, and how far my people are. */
export function QuotasPage() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const { side: asked, span, day, unit, askSide } = useView();
  const leads = ["team", "unit", "all"].includes(permissions["quota.read"] ?? "");
  const declares = "quota.declare" in permissions;
  const side = leads && asked !== "mine" ? "team" : "mine";
  const choice = leads && declares && <Segmented aria-label={t("screens.quotas.side")} value={side} onChange={askSide} options={["mine", "team"].map((value) => ({ value, label: t(`screens.quotas.${value}`) }))} />;
  return side === "team" ? <Team asked={{ span, day, unit }} choice={choice} /> : <Mine asked={{ span, day, unit: undefined }} choice={choice} />;
}
