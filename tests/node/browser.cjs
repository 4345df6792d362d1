// Open pages in Chromium, whose executable is the one argument: read one job a line, as JSON, and print what was seen.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");
const puppeteer = require("puppeteer-core");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--font-render-hinting=none",
];
const MOST_STOPS = 1000;

// The functions from here to `stop` run inside the page and use nothing outside themselves.

function seen() {
  const root = document.body ?? document.documentElement; // which is a picture, perhaps
  const isOnlyRead = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return getComputedStyle(element).position === "absolute" && width <= 1 && height <= 1;
  };
  const onlyRead = [...root.querySelectorAll("*")].filter(isOnlyRead);
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !onlyRead.some((one) => one.contains(element));
  const named = (element) => {
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    return `${element.tagName.toLowerCase()}${classes} ${JSON.stringify(element.textContent.trim().slice(0, 60))}`;
  };
  const above = function* (element) {
    for (let one = element; one && one !== root; one = one.parentElement) yield one;
  };
  const scroller = (element) =>
    [...above(element)].find((one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX));
  const elements = [...root.querySelectorAll("*")].filter(isShown);

  const leavesWindow = ({ left, right }) =>
    right > left && right > 0 && left < innerWidth && (right > innerWidth + 1 || left < -1);
  const isOutside = (element) => leavesWindow(element.getBoundingClientRect()) && !scroller(element);
  const isCut = (element) => {
    if (element.closest("svg") && element.tagName !== "svg") return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    const isHiding = (overflow) => ["hidden", "clip"].includes(overflow);
    return (
      (isHiding(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (isHiding(overflowY) && element.scrollHeight > element.clientHeight + 1)
    );
  };
  const leavesPicture = (element) => {
    if (element.tagName !== "text") return false;
    const [inner, outer] = [element, element.ownerSVGElement].map((one) => one.getBoundingClientRect());
    return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1;
  };

  // Each line of each text node, a little smaller than its box, so that lines may touch.
  const lines = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || !isShown(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const frame = scroller(node.parentElement)?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      const left = Math.max(box.left + 1, frame?.left ?? -Infinity);
      const right = Math.min(box.right - 1, frame?.right ?? Infinity);
      const margin = box.height * 0.25;
      const top = Math.max(box.top + margin, frame?.top ?? -Infinity);
      const bottom = Math.min(box.bottom - margin, frame?.bottom ?? Infinity);
      if (right > left && bottom > top) lines.push({ node, left, right, top, bottom });
    }
  }
  const outside = new Set(lines.filter(leavesWindow).map(({ node }) => node.parentElement));
  elements.filter(isOutside).forEach((element) => outside.add(element));

  lines.sort((one, other) => one.top - other.top);
  const overlaps = new Set();
  lines.forEach((one, position) => {
    for (let next = position + 1; next < lines.length && lines[next].top < one.bottom; next++) {
      const other = lines[next];
      if (other.node !== one.node && other.left < one.right && one.left < other.right)
        overlaps.add([one, other].map(({ node }) => node.data.trim().slice(0, 60)).join(" | "));
    }
  });

  return {
    is_hacked: "hacked" in window,
    title: document.title,
    text: root.innerText ?? root.textContent,
    links: [...document.querySelectorAll("a, area")].flatMap((link) =>
      ["href", "xlink:href"].filter((name) => link.hasAttribute(name)).map((name) => link.getAttribute(name)),
    ),
    excess: Math.max(document.documentElement.scrollWidth, root.scrollWidth) - innerWidth,
    outside: [...outside].map(named),
    cut: elements.filter((element) => isCut(element) || leavesPicture(element)).map(named),
    overlaps: [...overlaps],
  };
}

function stop() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const isSame = element === window.firstStop;
  window.firstStop ??= element;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom } = element.getBoundingClientRect();
  return {
    isSame,
    name: (element.getAttribute("aria-label") || element.textContent || element.id).trim().slice(0, 60),
    tag: element.tagName.toLowerCase(),
    is_marked: outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && bottom > 0 && top < innerHeight,
  };
}

async function stops(page) {
  const found = [];
  for (let number = 0; number < MOST_STOPS; number++) {
    await page.keyboard.press("Tab");
    const one = await page.evaluate(stop);
    if (one === null || one.isSame) break;
    delete one.isSame;
    found.push(one);
  }
  return found;
}

// In a world of its own, where the page's policy does not hold, so that it need not be set aside.
async function faults(session) {
  const { frameTree } = await session.send("Page.getFrameTree");
  const world = { frameId: frameTree.frame.id, worldName: "axe" };
  const { executionContextId: contextId } = await session.send("Page.createIsolatedWorld", world);
  const options = { runOnly: RULES, resultTypes: ["violations"], elementRef: false };
  const expression = `${AXE}; axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`;
  const demand = { expression, contextId, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", demand);
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)}: ${failureSummary.slice(0, 300)}`),
  );
}

const DEEDS = {
  type: (page, selector, text) => page.type(selector, text),
  choose: (page, selector, value) => page.select(selector, value),
  click: (page, selector) => page.click(selector),
  press: (page, key) => page.keyboard.press(key),
};

// One page for all jobs, since a process for each would cost more than all that is done there.
async function tab(browser) {
  const page = await browser.newPage();
  const said = [];
  const requests = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error?.message ?? error}`));
  page.on("dialog", (dialog) => (said.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", (popup) => said.push(`popup: ${popup.url()}`));
  page.on("request", (request) => requests.push(request.url()));
  return { page, session: await page.createCDPSession(), said, requests };
}

async function look({ page, session, said, requests }, job) {
  await page.goto("about:blank");
  said.length = requests.length = 0;
  const features = [
    { name: "prefers-color-scheme", value: job.is_dark ? "dark" : "light" },
    { name: "prefers-reduced-motion", value: "reduce" },
  ];
  // Not by puppeteer's own calls, of which one undoes what the other did.
  await session.send("Emulation.setEmulatedMedia", { media: job.media, features });
  await page.setViewport({ width: job.width, height: job.height });
  await page.setJavaScriptEnabled(job.has_scripts);
  await page.goto(job.url, { waitUntil: "load" });
  for (const [deed, ...details] of job.deeds) await DEEDS[deed](page, ...details);
  const pause = job.deeds.length ? 300 : 50; // in which a script would run that waits for something
  await new Promise((resolve) => setTimeout(resolve, pause));
  const told = {
    ...(await page.evaluate(seen)),
    said: [...said],
    requests: requests.filter((url) => url !== job.url),
    answer: job.question === null ? null : await page.evaluate(job.question),
    faults: job.is_judged ? await faults(session) : [],
    stops: job.is_walked ? await stops(page) : [],
  };
  if (job.picture) await (job.part ? await page.$(job.part) : page).screenshot({ path: job.picture });
  if (job.pdf) {
    await session.send("Emulation.setEmulatedMedia", { media: "", features });
    await page.pdf({ path: job.pdf, format: "A4", printBackground: true });
  }
  return told;
}

async function main(executablePath) {
  const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), "visitdata-browser-"));
  try {
    const browser = await puppeteer.launch({ executablePath, args: FLAGS, userDataDir, pipe: true });
    const only = await tab(browser);
    console.log(JSON.stringify({ version: await browser.version() }));
    for await (const line of readline.createInterface({ input: process.stdin })) {
      const answer = await look(only, JSON.parse(line)).catch((error) => ({ error: String(error.stack) }));
      console.log(JSON.stringify(answer));
    }
    await browser.close();
  } finally {
    fs.rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

main(process.argv[2]);
