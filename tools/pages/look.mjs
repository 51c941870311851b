// Looks at HTML pages as their readers do: accessibility, links, keyboard, contrast, phone and desk width, paper.
// usage: node look.mjs PICTURES PAGE.html…
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [pictures, ...files] = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node look.mjs PICTURES PAGE.html…");
  process.exit(64);
}
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
let passed = 0;
const faults = [];
const check = (name, right, detail = "") => {
  if (right) passed += 1;
  else faults.push(`${name}${detail ? `: ${detail}` : ""}`);
};

const views = [
  { name: "desk", width: 1280, height: 900, colorScheme: "light" },
  { name: "desk-dark", width: 1280, height: 900, colorScheme: "dark" },
  { name: "phone", width: 390, height: 844, colorScheme: "light" },
  { name: "phone-dark", width: 390, height: 844, colorScheme: "dark" },
];
for (const file of files) {
  for (const view of views) await look(file, view);
}
await browser.close();
for (const fault of faults) console.error(`- ${fault}`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);

async function look(file, { name: view, width, height, colorScheme }) {
  const name = `${basename(file, ".html")} ${view}`;
  // Scripts of the page stay off: it must be whole without. Only the checker itself may run some.
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(resolve(file)).href);

  check(`${name}: no network`, requests.length === 1, requests.slice(1).join(" "));
  check(`${name}: no script`, await page.locator("script").count() === 0);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(`${name}: nothing wider than the screen`, wide <= 0, `${wide} pixels`);
  await links(page, name, file);
  await keyboard(page, name);

  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const violation of violations) {
    const places = violation.nodes.slice(0, 3).map((node) => node.target).join(", ");
    faults.push(`${name}: ${violation.id} (${violation.impact}) at ${places}`);
  }
  check(`${name}: no accessibility fault, contrast included`, violations.length === 0);
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  await page.screenshot({ path: join(pictures, `${name.replace(" ", "-")}.png`) });
  if (view === "desk") {
    await page.emulateMedia({ media: "print" });
    const tips = await page.evaluate(() =>
      [...document.querySelectorAll(".tip, .skip")].filter((one) => one.getClientRects().length > 0).length);
    check(`${name}: nothing of the screen on paper`, tips === 0, `${tips} pieces`);
  }
  await context.close();
}

/// Links inside the page have their place, links to other pages their file.
async function links(page, name, file) {
  const hrefs = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")));
  const inside = hrefs.filter((href) => href.startsWith("#"));
  const broken = await page.evaluate((all) => all.filter((href) => !document.getElementById(href.slice(1))), inside);
  check(`${name}: every link has its place`, broken.length === 0, broken.join(" "));
  const outside = hrefs.filter((href) => !href.startsWith("#"));
  const missing = outside.filter((href) => !existsSync(join(dirname(resolve(file)), href)));
  check(`${name}: every other page is there`, missing.length === 0, missing.join(" "));
}

/// The skip link comes first, focus follows the order of the page and is always seen, and it shows who speaks.
async function keyboard(page, name) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  check(`${name}: the first tab reaches the skip link`, first === "skip", first);
  const links = await page.locator("a[href]").count();
  let [order, unseen, silent] = [0, 0, 0];
  let [before, out] = [-1, false];
  for (let step = 1; step < links && !out; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const all = [...document.querySelectorAll("a[href]")];
      const focused = document.activeElement;
      const tip = focused.querySelector(".tip");
      return {
        at: all.indexOf(focused),
        seen: getComputedStyle(focused).outlineStyle !== "none",
        tip: !tip || getComputedStyle(tip).display === "block",
      };
    });
    out = stop.at < 0;
    order += Number(!out && stop.at <= before);
    unseen += Number(!out && !stop.seen);
    silent += Number(!stop.tip);
    before = stop.at;
  }
  check(`${name}: focus follows the page`, order === 0 && before === links - 1, `${order} steps back, ended at ${before} of ${links}`);
  check(`${name}: focus is always seen`, unseen === 0, `${unseen} times not`);
  check(`${name}: focus shows who says it`, silent === 0, `${silent} times not`);
}
