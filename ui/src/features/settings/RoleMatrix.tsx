import { Button } from "antd";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Role } from "@/api/types";
import { enumText } from "@/resource/texts";
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

/** Saved at once; what else was changed in the column stays a draft. */
function useDemandFactor() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  return useMutation({
    mutationFn: ({ role: { code, name, permissions }, requires }: { role: Role; requires: boolean }) =>
      api.PUT("/api/v1/roles/{code}", { params: { path: { code } }, body: { name, permissions, requires_factor: requires } }),
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

/** Permissions down, roles across, the reach in each cell; a changed role is saved by its column. */
export function RoleMatrix({ roles, known, editable }: Props) {
  const { t } = useTranslation();
  const [drafts, setDrafts] = useState<Drafts>({});
  const forget = (code: string): void => setDrafts(({ [code]: _done, ...others }) => others);
  const save = useSaveRole(forget);
  const grantsOf = (role: Role): Grants => drafts[role.code] ?? role.permissions;
  const nameOf = ({ code, name, built_in: ours }: Role): string => (ours ? enumText(t, "role", code) : name);
  const demand = useDemandFactor();
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
          <tr>
            <th scope="row">{t("screens.settings.roles.requiresFactor")}</th>
            {roles.map((role) => (
              <td key={role.code}>
                <input
                  type="checkbox"
                  aria-label={`${nameOf(role)} · ${t("screens.settings.roles.requiresFactor")}`}
                  checked={role.requires_factor}
                  disabled={!editable || demand.isPending}
                  onChange={({ target }) => demand.mutate({ role, requires: target.checked })}
                />
              </td>
            ))}
          </tr>
          {byKind(known).map(({ kind, verbs }) => (
            <Fragment key={kind}>
              <tr className={styles["group"]}>
                <th scope="rowgroup">{enumText(t, "permission_kind", kind)}</th>
                <td colSpan={roles.length} />
              </tr>
              {verbs.map((verb) => (
                <tr key={verb}>
                  <th scope="row">{enumText(t, "permission_verb", verb)}</th>
                  {roles.map((role) => (
                    <td key={role.code}>
                      <Cell
                        label={`${nameOf(role)} · ${enumText(t, "permission_kind", kind)} · ${enumText(t, "permission_verb", verb)}`}
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
