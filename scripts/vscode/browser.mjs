// Chromium for the editor tests, driven through playwright-core.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, which } from '../lib/process.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const advice = 'No Chromium found: install one, or name its executable in the environment variable CHROMIUM.';

/** The path of a Chromium; on Debian, as root, it is installed if missing. */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which does not exist`);
  }
  const find = () => names.map(which).find(Boolean);
  const found = find();
  if (found) return found;
  if (!which('apt-get') || process.getuid?.() !== 0) throw new Error(advice);
  console.log('Installing chromium with apt-get…');
  const wait = ['-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=3'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  // An old package list may name versions that are gone, so it is renewed first.
  run(['apt-get', [...wait, 'update', '-qq']], quiet);
  const status = run(['apt-get', [...wait, 'install', '-qq', '-y', '--no-install-recommends', 'chromium']], quiet);
  const installed = find();
  if (status !== 0 || !installed) throw new Error(`apt-get could not install chromium. ${advice}`);
  return installed;
}

/** Opens a browser with a fresh profile. */
export async function openBrowser(executablePath) {
  const { chromium } = await import('playwright-core');
  const profile = mkdtempSync(join(tmpdir(), 'shapewright-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
