import type { components } from "@/api/schema.gen";
import { Money } from "@/shared/ui/Money";

interface Told {
  others: readonly components["schemas"]["EventOtherCurrency"][];
}

/** What is signed or received in other currencies, beside a sum that it is no part of. */
export function Others({ figures, name }: { figures: Told; name: "signed_minor" | "received_minor" }) {
  const found = figures.others.filter((one) => one[name] !== 0);
  if (found.length === 0) return null;
  return (
    <small>
      {found.map((one) => (
        <span key={one.currency}>
          {" + "}
          <Money minor={one[name]} currency={one.currency} />
        </span>
      ))}
    </small>
  );
}
