// Looks at one HTML page as its readers do: accessibility, links, keyboard, phone and desk width.
// usage: node look.mjs PAGE.html [PICTURES]
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, pictures] = process.argv.slice(2);
if (!file) {
  console.error("usage: node look.mjs PAGE.html [PICTURES]");
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
];
for (const { name, width, height, colorScheme } of views) {
  // Scripts of the page stay off: it must be whole without. Only the checker itself may run some.
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(resolve(file)).href);

  check(`${name}: no network`, requests.length === 1, requests.slice(1).join(" "));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(`${name}: nothing wider than the screen`, wide <= 0, `${wide} pixels`);

  const broken = await page.evaluate(() =>
    [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.getAttribute("href"))
      .filter((href) => !document.getElementById(href.slice(1))));
  check(`${name}: every link has its place`, broken.length === 0, broken.join(" "));

  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  check(`${name}: the first tab reaches the skip link`, first === "skip", first);
  await page.keyboard.press("Tab");
  const tip = await page.evaluate(() => {
    const shown = document.activeElement.querySelector(".tip");
    return !shown || getComputedStyle(shown).display === "block";
  });
  check(`${name}: focus shows who says it`, tip);

  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const violation of violations) {
    faults.push(`${name}: ${violation.id} (${violation.impact}) at ${violation.nodes.slice(0, 3).map((node) => node.target).join(", ")}`);
  }
  check(`${name}: no accessibility fault`, violations.length === 0);
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  await context.close();
}
await browser.close();
for (const fault of faults) console.error(`- ${fault}`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
