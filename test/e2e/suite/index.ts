// Entry of the suite that runs inside the extension host: the same in VS Code's server (scripts/test-editor.mjs) and,
// through @vscode/test-electron, in the desktop program.

import Mocha from 'mocha';

/** VS Code calls this; the suite passes when the promise resolves. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // Only now: the test files use mocha's globals as they load.
  require('./extension.test.ts');
  return new Promise((resolve, reject) => {
    const runner = mocha.run(failures => {
      const passed = runner.stats?.passes ?? 0;
      console.log(`in the extension host: ${passed} ok, ${failures} not ok`);
      if (failures > 0) reject(new Error(`${failures} of ${failures + passed} tests failed`));
      else if (passed === 0) reject(new Error('no test ran'));
      else resolve();
    });
  });
}
