import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { Field, Values } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { useMe } from "@/shared/session/session";
import { today } from "@/shared/days";
import { Points } from "./Points";
import { addPoint, editPoint, removePoint, type Point, type Review } from "./reviewApi";
import styles from "./Reviews.module.css";

const TEXT: Field = { name: "text", kind: "text", required: true, maxLength: 500 };
const FIELDS: Record<Point["sort"], readonly Field[]> = {
  cause: [TEXT, { name: "tag", kind: "select", required: true, enum: "review_tag", values: ["quantity", "quality", "season", "process", "skill"], chips: true }],
  lesson: [
    TEXT,
    { name: "situation", kind: "textarea", maxLength: 2000 },
    { name: "advice", kind: "textarea", maxLength: 2000 },
    { name: "sop", kind: "select", required: true, enum: "review_sop", values: ["none", "draft", "offered"], chips: true },
    { name: "owner_id", kind: "person" },
  ],
  action: [TEXT, { name: "owner_id", kind: "person", required: true }, { name: "due_on", kind: "date", required: true }],
};

const shownOf = (point: Point): Values => ({ ...point }) as unknown as Values;

/** What of the form is sent: an empty choice is nothing. */
const sent = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value !== null && value !== undefined));

function useQuestion(review: Review, sort: Point["sort"], asked: Point | "new" | undefined): Question | undefined {
  const me = useMe();
  if (asked === undefined) return undefined;
  const fresh: Values = { lesson: { sop: "none" }, action: { owner_id: me.id, due_on: today(7) }, cause: {} }[sort];
  return {
    title: `screens.reviews.${asked === "new" ? "add" : "change"}.${sort}`,
    fields: FIELDS[sort],
    initial: asked === "new" ? fresh : shownOf(asked),
    known: { owner_id: asked === "new" ? me.name : (asked.owner_name ?? "") },
    submit: (values, key) => (asked === "new" ? addPoint(review.id, sort, sent(values), key) : editPoint(asked, values)),
  };
}

/** The points of one sort of a review, and adding to them. */
export function PointList({ review, sort }: { review: Review; sort: Point["sort"] }) {
  const { t } = useTranslation();
  const act = useAct();
  const [asked, setAsked] = useState<Point | "new">();
  const question = useQuestion(review, sort, asked);
  const may = review.actions.includes("edit");
  const end = (point: Point) =>
    may &&
    point.task_id === null && (
      <span className={styles["verbs"]}>
        <Button type="text" size="small" icon={<EditOutlined />} aria-label={t("screens.reviews.changeOf", { text: point.text })} onClick={() => setAsked(point)} />
        <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("screens.reviews.removeOf", { text: point.text })} onClick={() => act({ run: () => removePoint(point.id), done: "screens.reviews.removed", touches: ["review"] })} />
      </span>
    );
  const points = review.points.filter((one) => one.sort === sort);
  return (
    <>
      {points.length === 0 && <p className={styles["quiet"]}>{t(`screens.reviews.none_${sort}`)}</p>}
      <Points points={points} end={end} />
      {may && (
        <Button icon={<PlusOutlined />} onClick={() => setAsked("new")}>
          {t(`screens.reviews.add.${sort}`)}
        </Button>
      )}
      <RecordDialog kind="review_point" question={question} touches={["review"]} onClose={() => setAsked(undefined)} />
    </>
  );
}
