import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { recordPath } from "@/shared/records";

/** Alt with the arrows up and down goes to the record before and after, in the order of the list one came from. */
export function useStepKeys(kind: string, previous: number | undefined, next: number | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const to = event.key === "ArrowUp" ? previous : event.key === "ArrowDown" ? next : undefined;
      const busy = event.target instanceof Element && event.target.closest("input, textarea, .ant-modal, .ant-drawer") !== null;
      if (to === undefined || busy || !event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      void navigate({ to: recordPath(kind, to) ?? "." });
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [kind, previous, next, navigate]);
}
