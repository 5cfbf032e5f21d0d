export interface PastedRow {
  /** Of the text, counted from one: what the person sees. */
  line: number;
  login: string;
  account: string;
}

/** `login,account` lines; from a spreadsheet they come with tabs, from a Chinese keyboard with its comma. Empty lines are left out. */
export function pastedRows(text: string): PastedRow[] {
  return text
    .split(/\r?\n/)
    .map((raw, index) => {
      const [login = "", account = ""] = raw.split(/[,，\t;；]/).map((part) => part.trim());
      return { line: index + 1, login, account };
    })
    .filter(({ login, account }) => login !== "" || account !== "");
}
