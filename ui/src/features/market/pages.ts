/** The screens of the market come together: each for itself would cost the shell a name. */
export { CardPage } from "./CardPage";
export { CardsPage } from "./CardsPage";
export { CompetitorPage } from "./CompetitorPage";
export { CompetitorsPage } from "./CompetitorsPage";
export { MarketPage } from "./MarketPage";
export { NotePage } from "./NotePage";
