import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { CriterionState, ProofCandidate } from "@/api/types";
import { enumText } from "@/resource/texts";
import { Failing } from "@/shared/ui/Failing";
import { When } from "@/shared/ui/When";
import styles from "./Evidence.module.css";
import { useEvidence } from "./useEvidence";

const RECENT_DAYS = 14;
const FIRST = 6;
const DAY = 86_400_000;

const isRecent = ({ at }: ProofCandidate): boolean => Date.now() - new Date(at).getTime() < RECENT_DAYS * DAY;

interface Props {
  deal: number;
  criterion: CriterionState;
  onDone: () => void;
}

/** What a criterion may rest on: one press on a recent contact, file or record; or a word of one's own. */
export function EvidenceChoice({ deal, criterion, onDone }: Props) {
  const { t } = useTranslation();
  const { give } = useEvidence(deal);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [all, setAll] = useState(false);
  const { data, error } = $api.useQuery("get", "/api/v1/opportunities/{id}/proof-candidates", { params: { path: { id: deal } } });
  const used = new Set(criterion.proofs.filter(({ stands }) => stands).map(({ about_kind: kind, about_id: id }) => `${kind} ${id}`));
  const items = data?.items.filter(({ about_kind: kind, about_id: id }) => !used.has(`${kind} ${id}`)) ?? [];
  const recent = items.filter(isRecent);
  const shown = all ? items : (recent.length > 0 ? recent : items).slice(0, FIRST);
  const send = (given: Parameters<typeof give>[1]): void => {
    setBusy(true);
    void give(criterion, given).then(onDone);
  };
  const say = (): void => {
    if (note.trim()) send({ kind: "note", about_kind: "", note: note.trim() });
  };
  return (
    <div className={styles["choice"]} role="group" aria-label={t("screens.opportunity.evidence.choose")}>
      {error ? <Failing error={error} /> : null}
      {data && items.length === 0 && <p>{t("screens.opportunity.evidence.noRecords")}</p>}
      {shown.length > 0 && (
        <ul>
          {shown.map((one) => (
            <li key={`${one.about_kind} ${one.about_id}`}>
              <button type="button" disabled={busy} onClick={() => send({ kind: one.kind, about_kind: one.about_kind, about_id: one.about_id, note: "" })}>
                <span>{enumText(t, "proof_kind", one.kind)}</span>
                <b>{one.title || t("screens.opportunity.evidence.hidden", { kind: enumText(t, "proof_kind", one.kind) })}</b>
                <small>
                  {!one.of_deal && t("screens.opportunity.evidence.ofCustomer")} {one.by} <When at={one.at} />
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {!all && items.length > shown.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t("screens.opportunity.evidence.older")} {items.length - shown.length}
        </Button>
      )}
      <div className={styles["say"]}>
        <Input
          value={note}
          maxLength={500}
          placeholder={t("screens.opportunity.evidence.note")}
          aria-label={t("screens.opportunity.evidence.otherwise")}
          onChange={({ target }) => setNote(target.value)}
          onPressEnter={say}
        />
        <Button type="primary" disabled={!note.trim()} loading={busy} onClick={say}>
          {t("screens.opportunity.evidence.save")}
        </Button>
        <Button onClick={onDone}>{t("screens.opportunity.evidence.cancel")}</Button>
      </div>
    </div>
  );
}
