import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { BodyOf, ReturnRow } from "@/api/types";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { useMay } from "@/shared/session/session";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";

const CostRecords = lazy(() => import("./CostRecords"));

type Source = BodyOf<"/api/v1/campaigns">["source"];

const BEFORE = ["leads", "valid"] as const;
const DEALS = ["opportunities", "won", "won_minor", "cash_minor"] as const;
const COSTS = ["cost", "perLead", "qualified", "perQualified"] as const;

interface Props {
  rows: readonly ReturnRow[];
  total: ReturnRow;
  by: "source" | "campaign" | "month";
}

/** Every number opens its records; what a name without a campaign needs is one press. */
export function ReturnTable({ rows, total, by }: Props) {
  const { t } = useTranslation();
  const nameOf = (row: ReturnRow): string => {
    if (by === "source") return enumText(t, "lead_source", row.key);
    return row.key === "none" ? t("screens.returns.noCampaign") : row.name || row.key;
  };
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={t("screens.analytics.tabs.returns")}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t(`screens.returns.by.${by}`)}</th>
            {[...BEFORE, ...COSTS, ...DEALS, "share"].map((name) => (
              <th key={name} scope="col">
                {t(`screens.returns.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} name={nameOf(row)} />
          ))}
          <Row row={total} name={t("screens.returns.total")} />
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, name }: { row: ReturnRow; name: string }) {
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const money = (minor: number | null) =>
    minor && row.cost_minor ? (
      <button type="button" className={styles["opens"]} onClick={() => setOpen(true)}>
        {format.money(minor)}
      </button>
    ) : minor === null ? (
      "—"
    ) : (
      format.money(minor)
    );
  const share = row.return_share ?? null;
  return (
    <tr>
      <th scope="row">
        {name}
        {row.unknown && <MakeCampaign row={row} />}
        <Suspense>{open && <CostRecords row={row} name={name} onClose={() => setOpen(false)} />}</Suspense>
      </th>
      {BEFORE.map((key) => (
        <Cell key={key} row={row} name={key} />
      ))}
      <td title={format.moneyExact(row.cost_minor)}>{money(row.cost_minor)}</td>
      <td>{money(row.cost_per_lead_minor)}</td>
      <Cell row={row} name="qualified" />
      <td>{money(row.cost_per_qualified_minor)}</td>
      {DEALS.map((key) => (
        <Cell key={key} row={row} name={key} />
      ))}
      <td>{share === null ? "—" : <FigureLink link={row.numbers["won_minor"]?.link ?? null}>{format.decimal(share / 10_000)}</FigureLink>}</td>
    </tr>
  );
}

function Cell({ row, name }: { row: ReturnRow; name: string }) {
  const format = useFormat();
  const number = row.numbers[name];
  if (!number) return <td />;
  return (
    <td>
      <FigureLink link={number.link}>{name.endsWith("_minor") ? format.money(number.value) : format.count(number.value)}</FigureLink>
    </td>
  );
}

function MakeCampaign({ row }: { row: ReturnRow }) {
  const { t } = useTranslation();
  const act = useAct();
  if (!useMay()("campaign.manage")) return null;
  const make = (): void =>
    act({
      run: () => api.POST("/api/v1/campaigns", { body: { name: row.name, source: (row.source || "advert") as Source, state: "running" } }),
      done: "screens.returns.campaigns.created",
      touches: ["campaign"],
    });
  return (
    <Button size="small" type="link" onClick={make}>
      {t("screens.returns.makeCampaign")}
    </Button>
  );
}
