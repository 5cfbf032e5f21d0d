import { keepPreviousData } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { CREATABLE, placesFor } from "@/app/nav";
import { recordPath } from "@/shared/records";
import { useMay, useMe } from "@/shared/session/session";
import { useSettled } from "@/shared/useSettled";

export interface Offer {
  key: string;
  to: string;
  title: string;
  subtitle: string;
  /** What it is: a kind of record, a place, an action. */
  group: string;
  /** Parts of title and subtitle that were asked for. */
  marks: string[];
}

function useStatic(): Offer[] {
  const { t } = useTranslation();
  const may = useMay();
  const { permissions } = useMe();
  const actions = CREATABLE.filter(({ needs }) => may(needs)).map(({ key, to }) => ({
    key: `new-${key}`,
    to,
    title: t(`shell.create.${key}`),
    subtitle: "",
    group: t("shell.search.action"),
    marks: [],
  }));
  const places = placesFor(permissions).map(({ key, to }) => ({
    key: `place-${key}`,
    to,
    title: t(`shell.nav.${key}`),
    subtitle: "",
    group: t("shell.search.place"),
    marks: [],
  }));
  const exports = { key: "place-exports", to: "/exports", title: t("screens.export.mine"), subtitle: "", group: t("shell.search.place"), marks: [] };
  return [...actions, ...places, exports];
}

/** What the palette offers for a text: records found by the server, then actions and places by name. */
export function usePaletteOffers(text: string): { offers: Offer[]; searching: boolean } {
  const { t } = useTranslation();
  const wanted = text.trim();
  const asked = useSettled(useDeferredValue(wanted), 150);
  const query = { params: { query: { q: asked } } };
  const options = { enabled: asked.length > 0, placeholderData: keepPreviousData };
  const { data, isFetching } = $api.useQuery("get", "/api/v1/search", query, options);
  const known = useStatic().filter(({ title }) => title.toLowerCase().includes(wanted.toLowerCase()));
  if (!wanted) return { offers: known, searching: false };
  const found = (data?.items ?? []).flatMap(({ kind, id, title, subtitle, marks }): Offer[] => {
    const to = recordPath(kind, id);
    return to ? [{ key: `${kind}-${id}`, to, title, subtitle, group: t(`kinds.${kind}`), marks }] : [];
  });
  return { offers: [...found, ...known], searching: isFetching || asked !== wanted };
}
