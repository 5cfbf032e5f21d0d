import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";

/** Runs something; where the server says that it is for a day off, asks whether that is meant and runs it again. Resolves to
 * undefined for who thinks better of it. */
export function useDayOff(): <T>(run: (anyway: boolean) => Promise<T>) => Promise<T | undefined> {
  const { t } = useTranslation();
  const ask = (title: string): Promise<boolean> =>
    new Promise((answer) => {
      void Modal.confirm({
        title,
        content: t("screens.plans.dayOffText"),
        okText: t("screens.plans.dayOffOk"),
        cancelText: t("screens.plans.dayOffCancel"),
        onOk: () => answer(true),
        onCancel: () => answer(false),
      });
    });
  return async (run) => {
    try {
      return await run(false);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === "plans.day_off") return (await ask(t("screens.plans.dayOffAsk", { day: String(problem.params["day"] ?? "") }))) ? run(true) : undefined;
      if (problem.code === "plans.on_leave") return (await ask(problem.detail)) ? run(true) : undefined;
      throw error;
    }
  };
}
