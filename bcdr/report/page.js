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

  const darkness = matchMedia("(prefers-color-scheme: dark)");
  const drawn = [];
  const paint = async ({ place, light, dark }, isDark) => {
    const { layout, series } = isDark ? dark : light;
    const traces = series.map((_, number) => number);
    const isOfPoints = place.data[0].type === "scatter";
    const changes = { "marker.color": series };
    if (isOfPoints) changes["marker.line.color"] = changes["line.color"] = series;
    else changes["marker.line.color"] = layout.paper_bgcolor;
    await Plotly.update(place, changes, layout, traces);
  };
  // On a narrow screen names of bars stand on several lines, so that the bars have room.
  const wrapped = (name) => String(name).replace(/(.{13,}?)\s+/g, "$1<br>");
  const narrow = (data, layout) => {
    layout.xaxis.nticks = 4;
    layout.yaxis.tickfont = { size: 10 };
    for (const trace of data) {
      if (trace.type !== "bar") continue;
      trace.y = trace.y.map(wrapped);
      trace.textfont.size = 10;
    }
    if (data[0].type === "bar") layout.height = layout.height * 1.25 + 60;
  };
  for (const source of document.querySelectorAll("script[data-figure]")) {
    const place = document.getElementById(source.dataset.figure);
    const { data, layout, config, light, dark } = JSON.parse(source.textContent);
    if (place.clientWidth < 480) narrow(data, layout);
    place.replaceChildren();
    await Plotly.newPlot(place, data, layout, config);
    const one = { place, light, dark, height: layout.height, size: layout.font.size };
    if (darkness.matches) await paint(one, true);
    drawn.push(one);
    place.dataset.drawn = "yes";
  }
  darkness.addEventListener("change", (event) => drawn.forEach((one) => paint(one, event.matches)));

  // Paper is narrower than most screens and always white, and a drawing does not change by itself.
  addEventListener("beforeprint", () => {
    for (const one of drawn) {
      if (darkness.matches) paint(one, false);
      const isAlone = !one.place.closest(".charts").querySelector("figure + figure");
      const height = Math.min(296, Math.max(200, 0.8 * one.height));
      const width = isAlone ? 940 : 455;
      Plotly.relayout(one.place, { width, height, autosize: false, "font.size": 10 });
    }
  });
  addEventListener("afterprint", () => {
    for (const one of drawn) {
      if (darkness.matches) paint(one, true);
      Plotly.relayout(one.place, {
        width: null, height: one.height, autosize: true, "font.size": one.size,
      });
    }
  });
})();
