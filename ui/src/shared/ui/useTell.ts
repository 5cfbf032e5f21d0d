import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { problemText } from "./problemText";
import { toast } from "./toast";

/** Tells the person that an action failed, in words. */
export function useTellFailure(): (error: unknown) => void {
  const { t } = useTranslation();
  return useCallback((error) => toast("bad", problemText(asProblem(error), t)), [t]);
}
