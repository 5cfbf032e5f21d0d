import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { today } from "@/shared/days";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import { Excuse, type Excused } from "./Excuse";
import styles from "./Reports.module.css";
import { monthOf, SIGNS } from "./standing";
import type { BoardOut, BoardRow, Column, Standing, Template } from "./types";

const SHOWN: readonly Standing[] = ["submitted", "late", "missing", "open", "off", "excused"];

/** Days by the month; longer periods by the year and what came before. */
function spanOf(template: Template, at: string): { first: string; last: string } {
  const year = Number(at.slice(0, 4));
  if (template.period === "day" || template.period === "half_day") return monthOf(at);
  if (template.period === "week" || template.period === "ten_day") return { first: `${year}-01-01`, last: `${year}-12-31` };
  return { first: `${year - 1}-01-01`, last: `${year}-12-31` };
}

function moved(template: Template, at: string, by: number): string {
  const [year = 1970, month = 1] = at.split("-").map(Number);
  const monthly = template.period === "day" || template.period === "half_day";
  const to = new Date(Date.UTC(year + (monthly ? 0 : by), month - 1 + (monthly ? by : 0), 1));
  return to.toISOString().slice(0, 10);
}

interface CellProps {
  row: BoardRow;
  column: Column;
  cell: BoardRow["cells"][number];
  onExcuse: () => void;
}

function Cell({ row, column, cell, onExcuse }: CellProps) {
  const { t } = useTranslation();
  if (!cell) return <td className={styles["cell"]} />;
  const words = `${row.name} ${column.label} ${t(`screens.reports.standing.${cell.standing}`)}`;
  const sign = SIGNS[cell.standing];
  const written = cell.report_id !== null && (cell.standing === "submitted" || cell.standing === "late");
  return (
    <td className={styles["cell"]} data-standing={cell.standing} title={words}>
      {written && (
        <PathLink to={`/reports/${cell.report_id}`} aria-label={words}>
          {sign}
        </PathLink>
      )}
      {!written && row.may_excuse && cell.standing === "missing" && (
        <button type="button" onClick={onExcuse} aria-label={t("screens.reports.excuseOf", { words })}>
          {sign}
        </button>
      )}
      {!written && !(row.may_excuse && cell.standing === "missing") && <span aria-label={words}>{sign}</span>}
    </td>
  );
}

function Rate({ rate, missing, late }: { rate: number | null; missing: number; late: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <td className={styles["rate"]}>
      {rate === null ? t("shell.none") : format.percent(rate / 1000)}
      <small>{t("screens.reports.counts", { missing, late })}</small>
    </td>
  );
}

function Grid({ board, onExcuse }: { board: BoardOut; onExcuse: (row: BoardRow, column: Column) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles["scroll"]}>
      <table className={styles["board"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.reports.who")}</th>
            <th scope="col">{t("screens.reports.rate")}</th>
            {board.columns.map((column) => (
              <th key={column.first_day + column.part} scope="col" className={styles["when"]}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => (
            <tr key={`${row.owner_id} ${row.about_unit_id}`}>
              <th scope="row">
                {row.name} <small>{row.about_unit_id ? row.writer_name : row.unit_name}</small>
                {row.left && <small> {t("screens.reports.left")}</small>}
              </th>
              <Rate rate={row.rate} missing={row.missing} late={row.late} />
              {board.columns.map((column, at) => (
                <Cell key={column.first_day + column.part} row={row} column={column} cell={row.cells[at] ?? null} onExcuse={() => onExcuse(row, column)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Units({ board }: { board: BoardOut }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (board.units.length < 2) return null;
  return (
    <ul className={styles["units"]} aria-label={t("screens.reports.byUnit")}>
      {board.units.map((unit) => (
        <li key={unit.unit_id}>
          {unit.unit_name} <b>{unit.rate === null ? t("shell.none") : format.percent(unit.rate / 1000)}</b> <small>{t("screens.reports.counts", { missing: unit.missing, late: unit.late })}</small>
        </li>
      ))}
    </ul>
  );
}

function Of({ template, at, unit }: { template: Template; at: string; unit: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [excusing, setExcusing] = useState<Excused>();
  const query = { template_id: template.id, ...spanOf(template, at), ...(unit !== null && { unit_id: unit }) };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/reports/board", { params: { query } }, { meta: live("report", "report_template", "employee") });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  if (data.rows.length === 0) return <Empty title={t("screens.reports.noBoard")} text={t("screens.reports.noBoardText")} />;
  return (
    <>
      <p className={styles["sum"]}>
        {t("screens.reports.whole", { rate: data.whole.rate === null ? "—" : format.percent(data.whole.rate / 1000), due: data.whole.due, late: data.whole.late, missing: data.whole.missing })}
        <span className={styles["legend"]}>
          {SHOWN.map((one) => (
            <span key={one} data-standing={one}>
              <i>{SIGNS[one]}</i> {t(`screens.reports.standing.${one}`)}
            </span>
          ))}
        </span>
      </p>
      <Units board={data} />
      <Grid board={data} onExcuse={(row, column) => setExcusing({ template_id: template.id, first_day: column.first_day, part: column.part, owner_id: row.owner_id, about_unit_id: row.about_unit_id, words: `${row.name} ${template.name} ${column.label}` })} />
      {data.row_count > data.rows.length && <p className={styles["quiet"]}>{t("screens.reports.moreRows", { n: data.row_count - data.rows.length })}</p>}
      {excusing && <Excuse what={excusing} onClose={() => setExcusing(undefined)} />}
    </>
  );
}

/** Who handed in what: people across, days along; a press on a missing one excuses it, on a written one opens it. */
export function Board({ wanted }: { wanted: string | undefined }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number>();
  const [at, setAt] = useState(today());
  const [unit, setUnit] = useState<number | null>(null);
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/report-templates", { params: { query: { retired: true } } }, { meta: live("report_template") });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const daily = data.items.find(({ period }) => period === "day");
  const id = chosen ?? (Number(wanted ?? "") || daily?.id);
  const template = data.items.find((one) => one.id === id) ?? data.items[0];
  if (!template) return <Empty title={t("screens.reports.noTemplates")} text={t("screens.reports.noTemplatesText")} />;
  const span = spanOf(template, at);
  return (
    <>
      <div className={styles["bar"]}>
        <Select<number> aria-label={t("screens.reports.template")} value={template.id} onChange={setChosen} options={data.items.map((one) => ({ value: one.id, label: one.name }))} popupMatchSelectWidth={false} />
        <span className={styles["pager"]}>
        <Button icon={<LeftOutlined />} aria-label={t("screens.reports.earlier")} onClick={() => setAt(moved(template, at, -1))} />
        <span className={styles["span"]}>
          {span.first} – {span.last}
        </span>
        <Button icon={<RightOutlined />} aria-label={t("screens.reports.later")} disabled={span.last >= today()} onClick={() => setAt(moved(template, at, 1))} />
        </span>
        <span className={styles["unit"]}>
          <UnitPicker aria-label={t("screens.reports.unit")} placeholder={t("screens.reports.allUnits")} value={unit} onChange={(value) => setUnit(typeof value === "number" ? value : null)} listWidth={240} />
        </span>
      </div>
      <Of template={template} at={at} unit={unit} />
    </>
  );
}
