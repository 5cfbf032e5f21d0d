import { useNavigate, useSearch } from "@tanstack/react-router";
import type { FormInstance } from "antd";
import { lazy, Suspense, type ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { defaultsOf, nameOf, packed, useCustom } from "@/resource/custom/customFields";
import { WITH } from "@/resource/listState";
import { fieldOf } from "@/resource/table/tableColumns";
import type { Joined, RecordRow, Resource, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { recordPath } from "@/shared/records";
import { toast } from "@/shared/ui/toast";
import type { Search } from "@/shared/urlSearch";

const FormDrawer = lazy(() => import("./FormDrawer"));

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  /** The fields of the form, in order. */
  names: readonly string[];
  initial?: Values;
  /** Says what will become of what is filled in. */
  outlook?: ComponentType<{ form: FormInstance<Values> }>;
}

/** The form for a new record; open while the URL says `new=1`, so that a link can open it. */
export function CreateForm<Row extends RecordRow>({ resource: own, names, initial, outlook }: Props<Row>) {
  const { t } = useTranslation();
  const { resource, live } = useCustom(own);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const refresh = useRefresh();
  const { new: wanted, ...rest } = search;
  const others = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith(WITH)));
  if (!wanted || !resource.create) return null;
  const close = (): void => void navigate({ to: ".", search: others as never, replace: true });
  const tellJoined = ({ kind, id, title, owner_name: owner }: Joined): void => {
    refresh(kind);
    const path = id === null ? null : recordPath(kind, id);
    const said = path ? t("resource.joined.yours", { title }) : t("resource.joined.elsewhere", { owner: owner ?? t("resource.known.nobody") });
    toast("good", said, path ? { label: t("shell.form.open"), run: () => void navigate({ to: path }) } : undefined);
  };
  const submit = async (values: Values, key: string): Promise<void> => {
    const row = await resource.create?.(packed(values), key);
    refresh(resource.kind);
    if (!row) return;
    if ("joined" in row) {
      tellJoined(row);
      return;
    }
    const path = recordPath(resource.kind, row.id);
    toast("good", t("shell.form.created", { title: resource.title(row) }), path ? { label: t("shell.form.open"), run: () => void navigate({ to: path }) } : undefined);
  };
  const fields = [...names, ...live.map(nameOf)].map((name) => fieldOf(resource.fields, name));
  return (
    <Suspense>
      <FormDrawer kind={resource.kind} title={t(`shell.create.${resource.kind}`)} fields={fields} initial={{ ...defaultsOf(live), ...initial, ...prefilled(rest) }} who={resource.who} outlook={outlook} submit={submit} onClose={close} />
    </Suspense>
  );
}

/** Values for the form that came with the link: `?new=1&with_customer_id=7`. */
function prefilled(search: Search): Values {
  const given = Object.entries(search).filter(([name]) => name.startsWith(WITH));
  return Object.fromEntries(given.map(([name, value]) => [name.slice(WITH.length), /_(id|minor)$/.test(name) ? Number(value) : value]));
}
