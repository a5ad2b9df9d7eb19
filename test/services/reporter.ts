/** Closes every run with the facts: what failed, what did not run, what passed only when tried again, and the count on the last line. */
import type { Reporter, TestModule } from 'vitest/node';

const failedToLoad = (module: TestModule) =>
  module.state() === 'failed' && [...module.children.allTests()].every((test) => test.result().state !== 'failed');

export default class FactsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    const lines: string[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        const outcome = state === 'pending' ? 'skipped' : state;
        counts[outcome] += 1;
        if (test.diagnostic()?.flaky)
          lines.push(`passed at the second try: ${test.module.relativeModuleId} > ${test.fullName}`);
        if (outcome !== 'passed') lines.push(`${outcome}: ${module.relativeModuleId} > ${test.fullName}`);
      }
      if (failedToLoad(module)) {
        counts.failed += 1;
        lines.push(`failed: ${module.relativeModuleId} (before or after its tests)`);
      }
    }
    lines.push(
      `${modules.length} files`,
      `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
    );
    console.log(`\n${lines.join('\n')}`);
  }
}
