import { useEffect, useLayoutEffect } from "react";
import { useTranslation } from "react-i18next";

/** The name of the page in the browser's tab and its history; only what is plain text. */
export function usePageTitle(title: unknown): void {
  const { t } = useTranslation();
  useLayoutEffect(() => name(title, t("shell.product")), [title, t]);
}

/** A nearer name than that of the page around, told after it; none: the page's stays. */
export function usePartTitle(title: string | undefined): void {
  const { t } = useTranslation();
  useEffect(() => {
    if (title) name(title, t("shell.product"));
  }, [title, t]);
}

function name(title: unknown, product: string): void {
  document.title = typeof title === "string" && title !== "" ? `${title} · ${product}` : product;
}
