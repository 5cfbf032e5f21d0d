import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { useMe } from "@/shared/session/session";
import type { Search } from "@/shared/urlSearch";
import styles from "./Analytics.module.css";

const idOf = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

interface Scope {
  search: Search;
  owner_id: number | undefined;
  unit_id: number | undefined;
  set: (name: string, value: string | number | null) => void;
  /** Whether others' records are in sight. */
  wide: boolean;
  controls: ReactNode;
}

/** Whose figures are shown, kept in the URL. Those who see only their own have nothing to choose. */
export function useScope(): Scope {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const set = (name: string, value: string | number | null): void =>
    void navigate({ to: ".", search: { ...search, [name]: value ?? "" } as never, replace: true });
  const owner = idOf(search["owner_id"]);
  const unit = idOf(search["unit_id"]);
  const wide = ["lead.read", "opportunity.read"].some((name) => name in permissions && permissions[name] !== "own");
  const controls = wide && (
    <>
      <UnitPicker listWidth={280} className={styles["pick"] ?? ""} placeholder={t("fields.common.unit_id")} aria-label={t("fields.common.unit_id")} value={unit ?? null} onChange={(id) => set("unit_id", id)} />
      <PersonPicker listWidth={280} className={styles["pick"] ?? ""} placeholder={t("fields.common.owner_id")} aria-label={t("fields.common.owner_id")} value={owner ?? null} onChange={(id) => set("owner_id", id)} />
    </>
  );
  return { search, owner_id: owner, unit_id: unit, set, wide, controls };
}
