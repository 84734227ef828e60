/** Puts the teachers' page into its place. */
import { render } from "preact";
import { App } from "./App";
import { sheet } from "./styles";

const place = document.getElementById("page");
if (place !== null) {
  document.adoptedStyleSheets = [sheet];
  render(<App />, place);
}
