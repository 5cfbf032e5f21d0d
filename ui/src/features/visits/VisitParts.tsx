import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { Visit, VisitCheckIn } from "@/api/types";
import { contentPath, thumbnailPath } from "@/resource/files/files";
import { absolute, clock } from "@/shared/format";
import { Mark } from "@/shared/ui/Mark";
import { When } from "@/shared/ui/When";
import { mapLinks } from "./places";
import styles from "./Visits.module.css";

/** Where it is, with what opens it in a map. */
export function Where({ visit: { address, lat, lon, subject_title: title } }: { visit: Pick<Visit, "address" | "lat" | "lon" | "subject_title"> }) {
  const { t } = useTranslation();
  return (
    <>
      {address || (lat === null ? t("screens.visits.placeNone") : "")}
      {lat !== null && lon !== null && (
        <span className={styles["links"]}>
          {mapLinks({ lat, lon }, title ?? address).map(({ key, href }) => (
            <a key={key} href={href} target="_blank" rel="noreferrer">
              {t(`screens.visits.${key}`)}
            </a>
          ))}
        </span>
      )}
    </>
  );
}

function OneCheckIn({ one }: { one: VisitCheckIn }) {
  const { t } = useTranslation();
  const facts = [
    one.distance_m === null ? "" : t("screens.visits.distance", { n: one.distance_m }),
    one.accuracy_m === null ? "" : t("screens.visits.accuracy", { n: one.accuracy_m }),
    Math.abs(one.skew_s) > 60 ? t("screens.visits.skew", { n: one.skew_s }) : "",
    one.later ? t("screens.visits.later") : "",
  ].filter(Boolean);
  return (
    <li className={styles["entry"]}>
      <span>
        {one.user_name} · {t(`enums.visit_way.${one.way}`)} · <When at={one.taken_at} />
      </span>
      {facts.length > 0 && <small className={styles["quiet"]}>{facts.join(" · ")}</small>}
      {one.marks.length === 0 ? (
        <Mark tone="good">{t("screens.visits.clean")}</Mark>
      ) : (
        <ul className={styles["marks"]}>
          {one.marks.map((mark) => (
            <li key={String(mark["code"])}>{t(`screens.visits.sign.${String(mark["code"])}`, { ...mark, at: typeof mark["at"] === "string" ? absolute(mark["at"]) : "" })}</li>
          ))}
        </ul>
      )}
      {one.photo_id !== null && (
        <a href={contentPath(one.photo_id)} target="_blank" rel="noreferrer">
          <img src={thumbnailPath(one.photo_id)} alt={t("screens.visits.photo")} />
        </a>
      )}
    </li>
  );
}

/** Who was there when and where, with what speaks against it. */
export function CheckIns({ visit }: { visit: Visit }) {
  const all = visit.check_ins ?? [];
  const { t } = useTranslation();
  return (
    <section aria-label={t("screens.visits.checkIns")}>
      <h2>{t("screens.visits.checkIns")}</h2>
      {all.length === 0 && <p className={styles["quiet"]}>{t("screens.visits.noCheckIns")}</p>}
      <ul>
        {all.map((one) => (
          <OneCheckIn key={one.id} one={one} />
        ))}
      </ul>
      {all.some(({ marks }) => marks.length > 0) && <small className={styles["quiet"]}>{t("screens.visits.signsNote")}</small>}
    </section>
  );
}

/** What the coach saw. */
export function Coaching({ visit: { joint, coaching } }: { visit: Visit }) {
  const { t } = useTranslation();
  if (!joint) return null;
  return (
    <section aria-label={t("screens.visits.coaching")}>
      <h2>{t("screens.visits.coaching")}</h2>
      {!coaching && <p className={styles["quiet"]}>{t("screens.visits.coachingNone")}</p>}
      {coaching && (
        <>
          <dl className={styles["facts"]}>
            {(["went_well", "improve", "exercise"] as const).map((name) =>
              coaching[name] ? (
                <div key={name} style={{ display: "contents" }}>
                  <dt>{t(`fields.visit.${name}`)}</dt>
                  <dd className={styles["notes"]}>{coaching[name]}</dd>
                </div>
              ) : null,
            )}
          </dl>
          <small className={styles["quiet"]}>
            {coaching.coach_name} · <When at={coaching.written_at} /> · {t("screens.visits.coachingText")}
          </small>
        </>
      )}
    </section>
  );
}

/** Others who are asked for at the same time: a warning. */
export function Overlaps({ visit }: { visit: Visit }) {
  const overlaps = visit.overlaps ?? [];
  const { t } = useTranslation();
  return overlaps.map((one) => {
    const span = `${clock(new Date(one.starts_at))}–${clock(new Date(one.ends_at))}`;
    return <Alert key={`${one.starts_at} ${one.id}`} type="warning" showIcon className={styles["alert"] ?? ""} title={t("screens.visits.overlap", { names: [...one.names, span, one.purpose ?? ""].filter(Boolean).join(" · ") })} />;
  });
}
