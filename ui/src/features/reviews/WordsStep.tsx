import { InlineField } from "@/resource/detail/InlineField";
import { reviewResource, type Review } from "./reviewApi";
import styles from "./Reviews.module.css";

/** What went well and what did not, each written where it stands. */
export function WordsStep({ review }: { review: Review }) {
  return (
    <section className={styles["step"]}>
      {reviewResource.fields.map((field) => (
        <InlineField key={field.name} resource={reviewResource} row={review} field={field} />
      ))}
    </section>
  );
}
