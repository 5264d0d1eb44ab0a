"use strict";
// Unpacks the chart library that this page carries and draws every chart. Without it, the words
// and the tables still say all there is to say.
(async () => {
  const packed = document.getElementById("library");
  if (!packed || typeof DecompressionStream === "undefined") return;
  const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const library = document.createElement("script");
  library.textContent = await new Response(stream).text();
  document.head.append(library);
  for (const source of document.querySelectorAll("script[data-figure]")) {
    const place = document.getElementById(source.dataset.figure);
    const { data, layout, config } = JSON.parse(source.textContent);
    place.replaceChildren();
    await Plotly.newPlot(place, data, layout, config);
    place.dataset.drawn = "yes";
  }
  // Paper is narrower than most screens, and a drawing does not shrink by itself.
  const drawn = [...document.querySelectorAll("[data-drawn]")];
  addEventListener("beforeprint", () => {
    for (const place of drawn) {
      place.dataset.height = place.layout.height;
      const height = Math.max(190, 0.72 * place.layout.height);
      Plotly.relayout(place, { width: 900, height, autosize: false });
    }
  });
  addEventListener("afterprint", () => {
    for (const place of drawn) {
      const height = Number(place.dataset.height);
      Plotly.relayout(place, { width: null, height, autosize: true });
    }
  });
})();
