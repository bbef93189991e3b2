// Prints "<library> <milliseconds>" for each library under PEERS: a plan of COUNT tasks, from the call
// that renders it to the frame after it. Chromium is asked for by CHROMIUM.
const path = require("path");
const fs = require("fs");
const home = process.env.PEERS;
const { chromium } = require(path.join(home, "playwright-core"));

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const PACKAGE = 10;

function vis(count, size) {
  const day = 86400000, start = Date.UTC(2027, 0, 4), items = [];
  for (let n = 0; n < count; n++) {
    const begins = start + (((Math.floor(n / size) * 37) % 1500) + (n % size) * 6) * day;
    items.push({ id: n, content: "Task " + n, start: begins, end: begins + 5 * day });
  }
  const options = { start, end: start + 365 * day, height: 900, orientation: "top" };
  return () => new window.vis.Timeline(document.getElementById("here"), new window.vis.DataSet(items), options);
}

function dhtmlx(count, size) {
  const day = 86400000, start = Date.UTC(2027, 0, 4), data = [], links = [];
  for (let n = 0; n < count; n++) {
    const begins = start + (((Math.floor(n / size) * 37) % 1500) + (n % size) * 6) * day;
    data.push({ id: n + 1, text: "Task " + n, start_date: new Date(begins), duration: 5 });
    if (n % size) links.push({ id: n, source: n, target: n + 1, type: "0" });
  }
  return () => {
    window.gantt.config.smart_rendering = true;
    window.gantt.init("here");
    window.gantt.parse({ data, links });
  };
}

const LIBRARIES = {
  "vis-timeline": [vis, "standalone/umd/vis-timeline-graph2d.min.js", "styles/vis-timeline-graph2d.min.css"],
  "dhtmlx-gantt": [dhtmlx, "codebase/dhtmlxgantt.js", "codebase/dhtmlxgantt.css"],
};

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  for (const [name, [make, script, style]] of Object.entries(LIBRARIES)) {
    const folder = path.join(home, name);
    if (!fs.existsSync(path.join(folder, script))) continue;
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.setContent('<div id="here" style="width:1440px;height:900px"></div>');
    await page.addStyleTag({ path: path.join(folder, style) });
    await page.addScriptTag({ path: path.join(folder, script) });
    const took = await page.evaluate(
      `(async () => {
        const render = (${make})(${Number(process.env.COUNT)}, ${PACKAGE});
        const began = performance.now();
        render();
        await new Promise(next => requestAnimationFrame(() => setTimeout(next)));
        return performance.now() - began;
      })()`
    );
    console.log(name, took);
    await page.close();
  }
  await browser.close();
})();
