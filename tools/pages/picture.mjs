// Makes the pictures of the documentation. usage: node picture.mjs FOLDER PAGE.html INDEX.html TERMINAL.ansi
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [folder, article, index, terminal] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
const shots = [
  ["page-desk.png", article, 1280, 860, "light"],
  ["page-dark.png", article, 1280, 860, "dark"],
  ["page-phone.png", article, 390, 844, "light"],
  ["index-desk.png", index, 1280, 700, "light"],
];
for (const [name, file, width, height, colorScheme] of shots) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.screenshot({ path: join(folder, name) });
  await page.close();
}
await browser.close();
await writeFile(join(folder, "terminal.svg"), drawn(await readFile(terminal, "utf8")));

/// A terminal's output as SVG: one text element a line, its styles as classes.
function drawn(text) {
  const lines = text.replace(/\n+$/, "").split("\n").slice(0, 52);
  const [advance, leading, margin] = [8.4, 19, 20];
  const width = 80 * advance + 2 * margin;
  const height = lines.length * leading + 2 * margin;
  const rows = lines.map((line, row) => {
    const y = margin + (row + 0.75) * leading;
    return `<text x="${margin}" y="${y.toFixed(1)}" xml:space="preserve">${styled(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="copydesk analyze on a terminal">
<style>text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#e6e1d8}.b{font-weight:700}.d{fill:#98928a}.i{font-style:italic}.u{text-decoration:underline}.c31{fill:#ff9c87}.c32{fill:#a8c98f}.c33{fill:#e5b45c}.c34{fill:#8fb3e6}.c35{fill:#d9a3dc}.c36{fill:#86c5cc}</style>
<rect width="100%" height="100%" rx="8" fill="#1b1a18"/>
${rows.join("\n")}
</svg>
`;
}

function styled(line) {
  const classes = new Set();
  const names = { 1: "b", 2: "d", 3: "i", 4: "u" };
  return line.split(/(\u001b\[[0-9;]*m)/).map((piece) => {
    const codes = piece.match(/^\u001b\[([0-9;]*)m$/);
    if (!codes) {
      const safe = piece.replace(/&/g, "&amp;").replace(/</g, "&lt;");
      return safe && classes.size > 0 ? `<tspan class="${[...classes].join(" ")}">${safe}</tspan>` : safe;
    }
    for (const code of codes[1].split(";")) {
      if (code === "0" || code === "") classes.clear();
      else classes.add(names[code] ?? `c${code}`);
    }
    return "";
  }).join("");
}
