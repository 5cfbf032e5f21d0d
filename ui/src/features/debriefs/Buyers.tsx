import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import type { Values } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { Mark } from "@/shared/ui/Mark";
import { toast } from "@/shared/ui/toast";
import { at, FACTORS, keyed, type Debrief } from "./debriefApi";
import styles from "./Debriefs.module.css";

const GRADE = /^weight_/;

const weightsOf = (values: Values): Record<string, number> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (GRADE.test(name) && Number(value) > 0 ? [[name.replace(GRADE, ""), Number(value)]] : [])));

function useQuestions(debrief: Debrief): { hearing: Question; asking: Question } {
  const { t } = useTranslation();
  const grades = Object.fromEntries(["0", "1", "2", "3"].map((grade) => [grade, t(`screens.debriefs.grade.${grade}`)]));
  const hearing: Question = {
    title: "screens.debriefs.addVoice",
    done: "screens.debriefs.voiceAdded",
    fields: [
      { name: "said_by", kind: "text", required: true, maxLength: 120 },
      { name: "role", kind: "text", maxLength: 120 },
      { name: "way", kind: "select", enum: "debrief_way", values: ["call", "meeting", "message"], chips: true, required: true },
      { name: "said_on", kind: "date" },
      { name: "words", kind: "textarea", required: true, maxLength: 4000 },
      ...FACTORS.map((factor) => ({ name: `weight_${factor}`, kind: "select" as const, values: Object.keys(grades), labels: grades, chips: true })),
    ],
    initial: { way: "call" },
    submit: (values, key) => {
      const { said_by: by, role = "", way, said_on: on, words } = values;
      const body = { said_by: String(by), role: String(role), way: way as "call", words: String(words), weights: weightsOf(values), ...(on ? { said_on: String(on) } : {}) };
      return api.POST("/api/v1/debriefs/{id}/voices", { ...at(debrief.id), body, ...keyed(key) });
    },
  };
  const asking: Question = {
    title: "screens.debriefs.ask",
    done: "screens.debriefs.asked",
    fields: [
      { name: "name", kind: "text", required: true, maxLength: 120 },
      { name: "role", kind: "text", maxLength: 120 },
      { name: "days", kind: "number", required: true },
      { name: "language", kind: "select", enum: "debrief_language", values: ["zh-Hans", "zh-Hant", "en"] },
    ],
    initial: { days: 14 },
    submit: ({ name, role = "", days, language }, key) =>
      api.POST("/api/v1/debriefs/{id}/links", { ...at(debrief.id), body: { name: String(name), role: String(role), days: Number(days), language: String(language ?? "") }, ...keyed(key) }),
  };
  return { hearing, asking };
}

function Links({ debrief }: { debrief: Debrief }) {
  const { t } = useTranslation();
  const act = useAct();
  if (debrief.links.length === 0) return null;
  const copy = async (path: string): Promise<void> => {
    await navigator.clipboard.writeText(`${window.location.origin}${path}`);
    toast("good", t("screens.debriefs.copied"));
  };
  const end = (link: number): void =>
    act({ run: () => api.DELETE("/api/v1/debriefs/{id}/links/{link_id}", { params: { path: { id: debrief.id, link_id: link } } }), done: "screens.debriefs.linkEnded", touches: ["debrief"] });
  return (
    <>
      <h2>{t("screens.debriefs.links")}</h2>
      <ul className={styles["rows"]}>
        {debrief.links.map((link) => (
          <li key={link.id}>
            <span>
              {link.name} {link.role && <span className={styles["quiet"]}>{link.role}</span>}{" "}
              <Mark tone={link.answered_at ? "good" : link.open ? "accent" : "plain"}>
                {link.answered_at ? t("screens.debriefs.answered") : link.open ? t("screens.debriefs.until", { on: link.expires_at.slice(0, 10) }) : t("screens.debriefs.over")}
              </Mark>
            </span>
            {link.open && (
              <span>
                <Button size="small" onClick={() => void copy(link.path)}>
                  {t("screens.debriefs.copy")}
                </Button>{" "}
                <Button size="small" onClick={() => end(link.id)}>
                  {t("screens.debriefs.endLink")}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the buyer says, in their own words, and the links that were given to them. */
export function Buyers({ debrief }: { debrief: Debrief }) {
  const { t } = useTranslation();
  const { hearing, asking } = useQuestions(debrief);
  const [asked, setAsked] = useState<"hearing" | "asking">();
  const writes = debrief.actions.some((verb) => verb === "edit" || verb === "reopen");
  return (
    <section>
      <h2>{t("screens.debriefs.voices")}</h2>
      {debrief.voices.length === 0 && <p className={styles["quiet"]}>{t("screens.debriefs.noVoices")}</p>}
      <ul className={styles["rows"]}>
        {debrief.voices.map((voice) => (
          <li key={voice.id}>
            <p>“{voice.words}”</p>
            <span className={styles["quiet"]}>
              {[voice.said_by, voice.role, enumText(t, "debrief_way", voice.way), voice.said_on, voice.by_name ? t("screens.debriefs.heardBy", { name: voice.by_name }) : ""].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      {writes && (
        <div className={styles["bar"]}>
          <Button onClick={() => setAsked("hearing")}>{t("screens.debriefs.addVoice")}</Button>
          <Button onClick={() => setAsked("asking")}>{t("screens.debriefs.ask")}</Button>
        </div>
      )}
      <Links debrief={debrief} />
      <RecordDialog kind="debrief_voice" question={asked === "hearing" ? hearing : undefined} touches={["debrief"]} onClose={() => setAsked(undefined)} />
      <RecordDialog kind="debrief_link" question={asked === "asking" ? asking : undefined} touches={["debrief"]} onClose={() => setAsked(undefined)} />
    </section>
  );
}
