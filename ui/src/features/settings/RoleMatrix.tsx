import { Button } from "antd";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Role } from "@/api/types";
import { enumText, verbText } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { byKind, grant, sameGrants, SCOPES, type Grants } from "./permissionRules";
import styles from "./Settings.module.css";

interface Props {
  roles: readonly Role[];
  known: readonly string[];
  editable: boolean;
}

type Drafts = Readonly<Record<string, Grants>>;

function useSaveRole(onSaved: (code: string) => void) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  return useMutation({
    mutationFn: ({ role: { code, name }, grants }: { role: Role; grants: Grants }) =>
      api.PUT("/api/v1/roles/{code}", { params: { path: { code } }, body: { name, permissions: { ...grants } } }),
    onError: tell,
    onSuccess: (_answer, { role }) => {
      toast("good", t("screens.settings.roles.saved"));
      refresh("role");
      onSaved(role.code);
    },
  });
}

const SWITCHES = [
  ["requires_factor", "requiresFactor"],
  ["exports_need_approval", "exportsNeedApproval"],
] as const;
const CAPS = [
  ["reveals_per_day", "revealsPerDay", 100_000],
  ["rows_per_export", "rowsPerExport", 10_000_000],
  ["export_rows_per_day", "exportRowsPerDay", 10_000_000],
] as const;
type Conditions = Partial<Pick<Role, (typeof SWITCHES)[number][0] | (typeof CAPS)[number][0]>>;

/** Saved at once; what else was changed in the column stays a draft. */
function useSaveConditions() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  return useMutation({
    mutationFn: ({ role: { code, name, permissions }, conditions }: { role: Role; conditions: Conditions }) =>
      api.PUT("/api/v1/roles/{code}", { params: { path: { code } }, body: { name, permissions, ...conditions } }),
    onError: tell,
    onSuccess: () => {
      toast("good", t("screens.settings.roles.saved"));
      refresh("role");
    },
  });
}

interface CellProps {
  label: string;
  scope: string;
  former: string;
  disabled: boolean;
  onChange: (scope: string) => void;
}

function Cell({ label, scope, former, disabled, onChange }: CellProps) {
  const { t } = useTranslation();
  return (
    <select className={styles["scope"]} aria-label={label} value={scope} disabled={disabled} data-none={scope === ""} data-changed={scope !== former} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t("enums.scope.none")}</option>
      {SCOPES.map((one) => (
        <option key={one} value={one}>
          {t(`enums.scope.${one}`)}
        </option>
      ))}
    </select>
  );
}

interface CapProps {
  label: string;
  value: number | null;
  most: number;
  disabled: boolean;
  onChange: (cap: number | null) => void;
}

/** A number that is saved when one leaves it; empty means no cap. */
function Cap({ label, value, most, disabled, onChange }: CapProps) {
  const { t } = useTranslation();
  const saved = value === null ? "" : String(value);
  const leave = (typed: string): void => {
    if (typed !== saved) onChange(typed === "" ? null : Number(typed));
  };
  return (
    <input key={saved} className={styles["cap"]} type="number" min={0} max={most} step={1} aria-label={label} defaultValue={saved} placeholder={t("screens.settings.roles.noCap")} disabled={disabled} onBlur={({ target }) => leave(target.value)} />
  );
}

/** Permissions down, roles across, the reach in each cell; a changed role is saved by its column. */
export function RoleMatrix({ roles, known, editable }: Props) {
  const { t } = useTranslation();
  const [drafts, setDrafts] = useState<Drafts>({});
  const forget = (code: string): void => setDrafts(({ [code]: _done, ...others }) => others);
  const save = useSaveRole(forget);
  const grantsOf = (role: Role): Grants => drafts[role.code] ?? role.permissions;
  const nameOf = ({ code, name, built_in: ours }: Role): string => (ours ? enumText(t, "role", code) : name);
  const demand = useSaveConditions();
  const set = (role: Role, permission: string, scope: string): void =>
    setDrafts((all) => ({ ...all, [role.code]: grant(all[role.code] ?? role.permissions, permission, scope) }));
  return (
    <div className={styles["frame"]} tabIndex={0} role="region" aria-label={t("screens.settings.tabs.roles")}>
      <table className={styles["matrix"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.settings.roles.permission")}</th>
            {roles.map((role) => (
              <th key={role.code} scope="col">
                {nameOf(role)}
                {sameGrants(grantsOf(role), role.permissions) ? (
                  <small>{t("screens.settings.roles.people", { n: role.user_count })}</small>
                ) : (
                  <Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate({ role, grants: grantsOf(role) })}>
                    {t("shell.form.save")}
                  </Button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SWITCHES.map(([name, text]) => (
            <tr key={name}>
              <th scope="row">{t(`screens.settings.roles.${text}`)}</th>
              {roles.map((role) => (
                <td key={role.code}>
                  <input
                    type="checkbox"
                    aria-label={`${nameOf(role)} · ${t(`screens.settings.roles.${text}`)}`}
                    checked={role[name]}
                    disabled={!editable || demand.isPending}
                    onChange={({ target }) => demand.mutate({ role, conditions: { [name]: target.checked } })}
                  />
                </td>
              ))}
            </tr>
          ))}
          {CAPS.map(([name, text, most]) => (
            <tr key={name}>
              <th scope="row">{t(`screens.settings.roles.${text}`)}</th>
              {roles.map((role) => (
                <td key={role.code}>
                  <Cap label={`${nameOf(role)} · ${t(`screens.settings.roles.${text}`)}`} value={role[name]} most={most} disabled={!editable} onChange={(cap) => demand.mutate({ role, conditions: { [name]: cap } })} />
                </td>
              ))}
            </tr>
          ))}
          {byKind(known).map(({ kind, verbs }) => (
            <Fragment key={kind}>
              <tr className={styles["group"]}>
                <th scope="rowgroup">{enumText(t, "permission_kind", kind)}</th>
                <td colSpan={roles.length} />
              </tr>
              {verbs.map((verb) => (
                <tr key={verb}>
                  <th scope="row">{verbText(t, kind, verb)}</th>
                  {roles.map((role) => (
                    <td key={role.code}>
                      <Cell
                        label={`${nameOf(role)} · ${enumText(t, "permission_kind", kind)} · ${verbText(t, kind, verb)}`}
                        scope={grantsOf(role)[`${kind}.${verb}`] ?? ""}
                        former={role.permissions[`${kind}.${verb}`] ?? ""}
                        disabled={!editable}
                        onChange={(scope) => set(role, `${kind}.${verb}`, scope)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
