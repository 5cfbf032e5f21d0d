import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { PeoplePicker } from "@/resource/pickers/PeoplePicker";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import type { Along } from "./people";

interface Props {
  value: Along;
  onChange: (along: Along) => void;
  known: Readonly<Record<number, string>>;
}

/** Who goes along, and who coaches whom. */
export function AlongFields({ value, onChange, known }: Props) {
  const { t } = useTranslation();
  const name = (id: number | null): string | undefined => (id === null ? undefined : known[id]);
  return (
    <>
      <Form.Item label={t("fields.visit.companions")} htmlFor="companions">
        <PeoplePicker id="companions" value={value.companions} onChange={(companions) => onChange({ ...value, companions })} known={known} />
      </Form.Item>
      <Form.Item label={t("fields.visit.coach")} htmlFor="coach" extra={t("screens.visits.form.coachHelp")}>
        <PersonPicker id="coach" value={value.coach} onChange={(coach) => onChange({ ...value, coach: coach ?? null })} known={name(value.coach)} />
      </Form.Item>
      {value.coach !== null && (
        <Form.Item label={t("fields.visit.coached")} htmlFor="coached">
          <PersonPicker id="coached" value={value.coached} onChange={(coached) => onChange({ ...value, coached: coached ?? null })} known={name(value.coached)} />
        </Form.Item>
      )}
    </>
  );
}
