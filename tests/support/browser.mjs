// Chromium for the journeys. Every page it opens is watched: a policy violation, an error on the console, a script that
// fails or a request to another site is a fault, and faults() empties the list that expectNoFaults() asserts on.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';
import { onPostgres } from './postgres.mjs';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What axe finds that a narrow window can change; colours and names, which take it longest, are the same in each.
const RULES_OF_WIDTH = { type: 'rule', values: ['target-size', 'scrollable-region-focusable', 'empty-table-header', 'link-in-text-block'] };
const HEIGHT = 900, PATIENCE_MS = 5_000;
const PICTURES = process.env.PICTURES;

// Chromium without the parts that draw windows takes a quarter less time for the same pages.
const BROWSERS = [process.env.CHROMIUM, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
export const openBrowser = () => chromium.launch({ executablePath: BROWSERS.find((at) => at && existsSync(at)), args: ARGUMENTS });

// A page of its own, signed in as the visitor if one is given. { page, context, faults }
export async function openPage(browser, url, { visitor, javaScript = true, width = 1280 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: HEIGHT }, javaScriptEnabled: javaScript,
    locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MS);
  if (visitor) await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url })));
  if (javaScript)
    await context.addInitScript(() => document.addEventListener('securitypolicyviolation',
      (e) => console.error(`policy violation: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`)));
  const page = await context.newPage(), faults = [];
  // Chromium reports a page answered with 4xx as an error of its own; a form shown again (422) is answered so on purpose.
  const isThePageItself = (message) => /^Failed to load resource/.test(message.text()) && message.location().url === page.url();
  page.on('console', (m) => { if (m.type() === 'error' && !isThePageItself(m)) faults.push(`console: ${m.text()} (${m.location().url})`); });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (r) => { if (!r.url().startsWith(url) && !/^(about|blob|data):/.test(r.url())) faults.push(`request elsewhere: ${r.url()}`); });
  return { page, context, faults };
}

// nhsuk-frontend's own markup needs two rules switched off; its links that look like buttons and its boxes that scroll
// say so by their role.
// Answers of which several may be ticked have one name, as the library draws them.
// Files from our own site need no checksum: their names are one. Everything else holds.
const validator = new HtmlValidate({ extends: ['html-validate:recommended', 'html-validate:document'],
  rules: { 'no-redundant-role': 'off', 'no-implicit-button-type': 'off', 'prefer-native-element': ['error', { exclude: ['button', 'region'] }],
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    'tel-non-breaking': ['error', { ignoreClasses: ['c-nb'] }], 'require-sri': ['error', { target: 'crossorigin' }] } });

export async function markupFaults(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap((r) => r.messages).map((m) => `markup: ${m.ruleId}: ${m.message} (line ${m.line})`);
}

// axe itself, put into the page once; its companion for Playwright opens a second page each time, which takes as long
// again, for frames that our pages don't have.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function axeFaults(page, runOnly, contrast) {
  if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(AXE);
  const how = { runOnly, resultTypes: ['violations'], ...contrast ? {} : { rules: { 'color-contrast': { enabled: false } } } };
  const violations = await page.evaluate(async (options) => (await window.axe.run(document, options)).violations, how);
  return violations.map((v) => `axe: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
}

// What must hold of every page, wherever it is: form of the title, one heading, link texts, width, no name in the title.
async function plainFaults(page) {
  const seen = await page.evaluate(() => ({
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    name: document.querySelector('.c-banner__name')?.textContent ?? '',
    links: [...document.querySelectorAll('a[href]')].map((a) => [(a.getAttribute('aria-label') ?? a.textContent).replace(/\s+/g, ' ').trim(), a.href]),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    width: window.innerWidth,
    widest: [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className}`).slice(-2).join(', '),
    stored: localStorage.length + sessionStorage.length,
  }));
  const faults = [];
  if (!/^(Error: )?\S.* – Cairn$/.test(seen.title)) faults.push(`title: "${seen.title}"`);
  for (const word of seen.name.split(/[^\p{L}]+/u).filter((w) => w.length > 3))
    if (seen.title.toLowerCase().includes(word.toLowerCase())) faults.push(`title names the person: "${seen.title}"`);
  if (seen.headings !== 1) faults.push(`${seen.headings} first-level headings`);
  if (seen.wide > 0) faults.push(`scrolls ${seen.wide} px sideways because of ${seen.widest}`);
  if (seen.stored) faults.push('something is kept in the browser');
  const targets = new Map();
  for (const [text, href] of seen.links) targets.set(text, (targets.get(text) ?? new Set()).add(href));
  for (const [text, all] of targets) {
    if (!text) faults.push('a link without words');
    if (all.size > 1) faults.push(`${all.size} links say "${text}" and lead to different places`);
  }
  return faults;
}

// With letters twice as large (WCAG 1.4.4): nothing scrolls sideways but a box that is made for it, is cut off by its
// box, or lies over another link.
async function largeTextFaults(page) {
  return page.evaluate(() => {
    const root = document.documentElement, faults = [];
    root.style.fontSize = '200%';
    const shown = (e) => e.checkVisibility() && !e.closest('.nhsuk-u-visually-hidden, .nhsuk-skip-link, thead');
    const named = (e) => `${e.tagName.toLowerCase()} "${e.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}"`;
    const wide = root.scrollWidth - root.clientWidth;
    if (wide > 0) faults.push(`scrolls ${wide} px sideways`);
    for (const e of document.querySelectorAll('body *')) {
      const { overflowX, overflowY } = getComputedStyle(e);
      if ((overflowX === 'visible' && overflowY === 'visible') || /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName) || e.closest('svg, .nhsuk-scroll') || !shown(e)) continue;
      if (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2) faults.push(`${named(e)} is cut off`);
    }
    const pressed = [...document.querySelectorAll('a[href], button')].filter(shown).map((e) => [e, e.getBoundingClientRect()]);
    for (const [i, [a, p]] of pressed.entries())
      for (const [b, q] of pressed.slice(i + 1))
        if (!a.contains(b) && Math.min(p.right, q.right) - Math.max(p.left, q.left) > 4 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 4)
          faults.push(`${named(a)} and ${named(b)} lie over each other`);
    root.style.fontSize = '';
    return faults;
  });
}

// Everything together for the page as it stands: at 1280 and 320 px, and with large letters. html is the markup that the
// server sent, if it is to be read too; axe needs JavaScript. Colours take axe longer than all else: the journey through
// every page asks for them, /design among them, which has every component in every state. light leaves out axe and the
// large letters, for what is looked at wholly elsewhere or on another day.
// On PostgreSQL, which nobody sees a page's look by, the markup and what holds of it are enough.
export async function lookAt(page, { name, html, javaScript = true, contrast = false, light = onPostgres } = {}) {
  // A button was pressed a moment ago: the page that it leads to may still be on its way. One without a heading is a fault below.
  await page.waitForSelector('h1', { state: 'attached' }).catch(() => {});
  const faults = html ? await markupFaults(html) : [], onAxe = javaScript && !light;
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: HEIGHT });
    const here = [...await plainFaults(page), ...onAxe ? await axeFaults(page, width === 1280 ? RULES : RULES_OF_WIDTH, contrast && width === 1280) : []];
    faults.push(...here.map((fault) => `${width} px: ${fault}`));
  }
  for (const width of light ? [] : [1280, 640]) {
    await page.setViewportSize({ width, height: HEIGHT });
    faults.push(...(await largeTextFaults(page)).map((fault) => `letters twice as large, ${width} px: ${fault}`));
  }
  if (name) await takePictures(page, name);
  await page.setViewportSize({ width: 1280, height: HEIGHT });
  return faults;
}

export async function takePictures(page, name) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`), fullPage: true });
  }
}

export function expectNoFaults(faults, where) {
  assert.deepEqual(faults.splice(0), [], where);
}

// Keyboard only: Tab until the wanted element has the focus; how many presses it took.
export async function tabTo(page, selector, most = 120) {
  for (let presses = 1; presses <= most; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return presses;
  }
  throw new Error(`${selector} is not reached with ${most} presses of Tab on ${page.url()}`);
}
