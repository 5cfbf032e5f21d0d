import { Link } from "@tanstack/react-router";
import type { ComponentPropsWithoutRef } from "react";
import { splitPath } from "@/shared/urlSearch";

type Props = { to: string } & Omit<ComponentPropsWithoutRef<"a">, "href">;

/** Only the page itself is "here"; its neighbours below are not. */
const HERE = { exact: true, includeSearch: false };

/** A link to a path of this app that may carry a search: `/leads?status=new`. */
export function PathLink({ to: path, ...rest }: Props) {
  const { to, search } = splitPath(path);
  return <Link to={to} search={search as never} activeOptions={HERE} {...rest} />;
}
