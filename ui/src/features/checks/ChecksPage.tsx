import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { live } from "@/shared/live/meta";
import { useMay, useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import type { Search } from "@/shared/urlSearch";
import { CheckList, type Asked } from "./CheckList";
import styles from "./Checks.module.css";
import { Programmes } from "./Programmes";

const Board = lazy(() => import("./Board"));
const ProgrammeForm = lazy(() => import("./ProgrammeForm"));

const FILTERS = ["owner_id", "checker_id", "unit_id", "programme_id", "draw_id", "state", "result", "to_improve", "overdue", "praised", "drawn_from", "drawn_to", "finished_from", "finished_to"] as const;

/** The filters in the address, as the list takes them. */
const askedOf = (search: Search): Asked => Object.fromEntries(FILTERS.filter((name) => search[name] !== undefined).map((name) => [name, search[name]]));

function Todo({ me }: { me: number }) {
  const { t } = useTranslation();
  const { data: counts, error, refetch } = $api.useQuery("get", "/api/v1/checks/worklist", {}, { meta: live("check") });
  const empty = counts?.open === 0 && <Empty title={t("screens.checks.noneTodo")} text={t("screens.checks.noneTodoText")} />;
  if (error && !counts) return <Failing error={error} onRetry={() => void refetch()} />;
  const open = { checker_id: me, state: "open", sort: "due_at" } as const;
  return (
    <>
      <CheckList asked={{ ...open, overdue: true }} title={t("screens.checks.late")} />
      <CheckList asked={{ ...open, overdue: false }} title={t("screens.checks.upcoming")} empty={empty} />
      <CheckList asked={{ checker_id: me, state: "finished", sort: "-finished_at", limit: 10 }} title={t("screens.checks.recent")} />
    </>
  );
}

function Mine({ me }: { me: number }) {
  const { t } = useTranslation();
  return <CheckList mine asked={{ owner_id: me, state: "finished", sort: "-finished_at" }} empty={<Empty title={t("screens.checks.noneMine")} text={t("screens.checks.noneMineText")} />} />;
}

function All({ search, onClear }: { search: Search; onClear: () => void }) {
  const { t } = useTranslation();
  const asked = askedOf(search);
  return (
    <>
      {Object.keys(asked).length > 0 && (
        <p className={styles["filtered"]}>
          {t("screens.checks.filtered")}
          <Button type="link" onClick={onClear}>
            {t("screens.checks.clear")}
          </Button>
        </p>
      )}
      <CheckList asked={{ ...asked, count: Object.keys(asked).length > 0 }} empty={<Empty title={t("screens.checks.noneAll")} />} />
    </>
  );
}

/** Spot checks: those to do, what came of those on my records, how it goes, and the programmes behind them. */
export function ChecksPage() {
  const { t } = useTranslation();
  const { id: me, permissions } = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [making, setMaking] = useState(false);
  const beyond = may("check.read") && permissions["check.read"] !== "own";
  const shows = [...(may("check.do") ? ["todo"] : []), "mine", ...(beyond ? ["all", "board"] : []), ...(may("check.manage") ? ["programmes"] : [])];
  const wanted = String(search["show"] ?? (FILTERS.some((name) => search[name] !== undefined) ? "all" : shows[0]));
  const show = shows.includes(wanted) || wanted === "all" ? wanted : (shows[0] ?? "mine");
  const go = (next: string): void => void navigate({ to: "/checks", search: { show: next } as never, replace: true });
  const create = show === "programmes" && (
    <Button type="primary" onClick={() => setMaking(true)}>
      {t("screens.checks.newProgramme")}
    </Button>
  );
  return (
    <Page title={t("screens.checks.title")} state={t("screens.checks.state")} actions={create}>
      <WorkTabs />
      <div className={styles["bar"]}>
        {shows.length > 1 && <Segmented aria-label={t("screens.checks.show")} value={show} onChange={go} options={shows.map((value) => ({ value, label: t(`screens.checks.${value}`) }))} />}
      </div>
      <Suspense>
        {show === "todo" && <Todo me={me} />}
        {show === "mine" && <Mine me={me} />}
        {show === "all" && <All search={search} onClear={() => go("all")} />}
        {show === "board" && <Board />}
        {show === "programmes" && <Programmes onMake={() => setMaking(true)} />}
        {making && <ProgrammeForm onClose={() => setMaking(false)} />}
      </Suspense>
    </Page>
  );
}
