/** The list and one whole, together: each for itself would cost the shell a name. */
export { DebriefPage } from "./DebriefPage";
export { DebriefsPage } from "./DebriefsPage";
