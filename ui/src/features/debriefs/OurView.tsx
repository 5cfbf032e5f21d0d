import { Button, Input, Segmented, Select } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { ConflictDialog } from "@/resource/detail/ConflictDialog";
import { MoneyInput } from "@/resource/form/MoneyInput";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { at, FACTORS, keyed, type Debrief } from "./debriefApi";
import styles from "./Debriefs.module.css";
import { useOurView, useRivalNames, useVersions, type Draft } from "./useOurView";

const WORDS = ["story", "again", "differently"] as const;
const GRADES = [0, 1, 2, 3] as const;

function Factors({ debrief, draft, onChange }: { debrief: Debrief; draft: Draft; onChange: ((seller: Draft["seller"]) => void) | undefined }) {
  const { t } = useTranslation();
  const buyer = (factor: string): string => {
    const grade = debrief.buyer[factor];
    return grade ? `${t("fields.debrief.buyer_main")}: ${t(`screens.debriefs.grade.${grade}`)}` : "";
  };
  return (
    <div className={styles["factors"]}>
      {FACTORS.filter((factor) => onChange ?? (draft.seller[factor] || debrief.buyer[factor])).map((factor) => (
        <Fragment key={factor}>
          <span>{enumText(t, "debrief_factor", factor)}</span>
          {onChange ? (
            <Segmented<number> size="small" aria-label={enumText(t, "debrief_factor", factor)} value={draft.seller[factor] ?? 0} onChange={(grade) => onChange({ ...draft.seller, [factor]: grade })} options={GRADES.map((value) => ({ value, label: t(`screens.debriefs.grade.${value}`) }))} />
          ) : (
            <span>{t(`screens.debriefs.grade.${draft.seller[factor] ?? 0}`)}</span>
          )}
          <small>{buyer(factor)}</small>
        </Fragment>
      ))}
    </div>
  );
}

function Rival({ draft, put }: { draft: Draft; put: (some: Partial<Draft>) => void }) {
  const { t } = useTranslation();
  const options = useRivalNames().map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <label>
        {t("fields.debrief.competitor_id")}
        <Select<number> allowClear showSearch={{ optionFilterProp: "label" }} aria-label={t("fields.debrief.competitor_id")} value={draft.competitor_id ?? undefined} options={options} onChange={(id?: number) => put({ competitor_id: id ?? null })} />
      </label>
      <label>
        {t("fields.debrief.price_heard_minor")}
        <MoneyInput aria-label={t("fields.debrief.price_heard_minor")} value={draft.price_heard_minor} onChange={(price) => put({ price_heard_minor: typeof price === "number" ? price : null })} />
      </label>
    </>
  );
}

const isSilent = (debrief: Debrief): boolean => WORDS.every((name) => !debrief[name]) && debrief.competitor_id === null && Object.keys({ ...debrief.seller, ...debrief.buyer }).length === 0;

function Read({ debrief }: { debrief: Debrief }) {
  const { t } = useTranslation();
  if (isSilent(debrief)) return <p className={styles["quiet"]}>{t("screens.debriefs.nothingYet", { name: debrief.owner_name ?? "—" })}</p>;
  return (
    <>
      {WORDS.filter((name) => debrief[name]).map((name) => (
        <section key={name}>
          <h2>{t(`fields.debrief.${name}`)}</h2>
          <p className={styles["text"]}>{debrief[name]}</p>
        </section>
      ))}
      {debrief.competitor_id && (
        <p>
          {t("fields.debrief.competitor_id")}: <PathLink to={`/market/competitors/${debrief.competitor_id}`}>{debrief.competitor_name}</PathLink>
          {debrief.price_heard_minor !== null && (
            <>
              {" · "}
              {t("fields.debrief.price_heard_minor")}: <Money minor={debrief.price_heard_minor} currency={debrief.currency} />
            </>
          )}
        </p>
      )}
    </>
  );
}

/** The price heard as a market note, in one tap. */
function Noting({ debrief }: { debrief: Debrief }) {
  const { t } = useTranslation();
  const act = useAct();
  if (debrief.note_id !== null) return <PathLink to={`/market/${debrief.note_id}`}>{t("screens.debriefs.openNote")}</PathLink>;
  if (debrief.competitor_id === null || debrief.price_heard_minor === null || debrief.actions.length === 0) return null;
  const note = (): void => act({ run: () => api.POST("/api/v1/debriefs/{id}/notes", { ...at(debrief.id), ...keyed(crypto.randomUUID()) }), done: "screens.debriefs.noted", touches: ["debrief", "market"] });
  return <Button onClick={note}>{t("screens.debriefs.note")}</Button>;
}

/** What decided the deal in our eyes, and in words. */
export function OurView({ debrief }: { debrief: Debrief }) {
  const { t } = useTranslation();
  const { draft, put, busy, save, clash, takeTheirs } = useOurView(debrief);
  const versions = useVersions();
  const writes = debrief.actions.includes("edit");
  return (
    <section>
      <h2>{t("screens.debriefs.decided")}</h2>
      {writes && <p className={styles["quiet"]}>{t("screens.debriefs.decidedText")}</p>}
      <Factors debrief={debrief} draft={draft} onChange={writes ? (seller) => put({ seller }) : undefined} />
      {writes ? (
        <div className={styles["form"]} style={{ paddingTop: 16 }}>
          {WORDS.map((name) => (
            <label key={name}>
              {t(`fields.debrief.${name}`)}
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={4000} value={draft[name]} onChange={(event) => put({ [name]: event.target.value })} />
            </label>
          ))}
          <Rival draft={draft} put={put} />
        </div>
      ) : (
        <Read debrief={debrief} />
      )}
      <div className={styles["bar"]}>
        {writes && (
          <>
            <Button loading={busy} onClick={() => void save(false)}>
              {t("screens.debriefs.save")}
            </Button>
            <Button type="primary" loading={busy} onClick={() => void save(true)}>
              {t("screens.debriefs.finish")}
            </Button>
          </>
        )}
        <Noting debrief={debrief} />
      </div>
      {clash && <ConflictDialog resource={versions} conflicts={clash.conflicts} busy={busy} onMine={() => void save(clash.finish, clash.conflicts)} onTheirs={takeTheirs} />}
    </section>
  );
}
