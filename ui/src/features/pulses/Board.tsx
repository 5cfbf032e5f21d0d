import { Button, Table, type TableProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "@/shared/ui/Empty";
import { pointsText, stateOf } from "./points";
import { QUESTIONS, type PulseBoard, type PulseUnit, type Question } from "./pulseApi";
import styles from "./Pulse.module.css";
import { Spark } from "./Spark";
import { Words } from "./Words";

type Columns = NonNullable<TableProps<PulseUnit>["columns"]>;

function Mean({ unit, question, least }: { unit: PulseUnit; question: Question; least: number }) {
  const { t } = useTranslation();
  const mean = unit.weeks.at(-1)?.[question] ?? null;
  if (mean === null) return <span className={styles["hidden"]} title={t("screens.pulse.hidden", { least })}>—</span>;
  return (
    <span className={styles["mean"]} data-state={stateOf(mean)} title={t("screens.pulse.score", { value: pointsText(mean) })}>
      {pointsText(mean)}
    </span>
  );
}

/** How the units in one's reach are, the newest asking beside those before it. */
export function Board({ board }: { board: PulseBoard }) {
  const { t } = useTranslation();
  const [reading, setReading] = useState<PulseUnit>();
  if (board.pulse_id === null) return <Empty title={t("screens.pulse.noBoard")} text={t("screens.pulse.noBoardText")} />;
  const count = board.units[0]?.weeks.length ?? 0;
  const top = Math.min(...board.units.map(({ depth }) => depth));
  const columns: Columns = [
    { key: "name", title: t("screens.pulse.unit"), fixed: "left", render: (_, unit) => <span style={{ paddingInlineStart: (unit.depth - top) * 16 }}>{unit.name}</span> },
    { key: "answers", title: t("screens.pulse.answers"), align: "right", render: (_, { weeks }) => `${weeks.at(-1)?.answered ?? 0} / ${weeks.at(-1)?.asked ?? 0}` },
    ...QUESTIONS.map((question): Columns[number] => ({
      key: question,
      title: t(`screens.pulse.${question}`),
      align: "right",
      render: (_, unit) => <Mean unit={unit} question={question} least={board.least} />,
    })),
    {
      key: "trend",
      title: t("screens.pulse.trend", { count }),
      render: (_, unit) => <Spark label={`${unit.name} ${t("screens.pulse.mood")} ${t("screens.pulse.trend", { count })}`} means={unit.weeks.map(({ mood }) => mood)} />,
    },
    { key: "people", title: t("screens.pulse.people"), align: "right", dataIndex: "people" },
    { key: "left", title: t("screens.pulse.left"), align: "right", dataIndex: "left" },
    {
      key: "words",
      title: <span className="visually-hidden">{t("screens.pulse.readWords")}</span>,
      render: (_, unit) =>
        unit.weeks.at(-1)?.shown && (
          <Button type="link" size="small" onClick={() => setReading(unit)}>
            {t("screens.pulse.readWords")}
          </Button>
        ),
    },
  ];
  return (
    <section aria-labelledby="pulse-board">
      <h2 id="pulse-board">{t("screens.pulse.board")}</h2>
      <Table<PulseUnit> rowKey="id" size="small" pagination={false} scroll={{ x: "max-content" }} columns={columns} dataSource={board.units} />
      {reading && <Words pulse={board.pulse_id} unit={reading} onClose={() => setReading(undefined)} />}
    </section>
  );
}
