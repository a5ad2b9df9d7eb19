/**
 * Microsoft's Web Chat as it is published: its one tarball, asked of the npm registry once, its checksum pinned.
 * Kept out of the product's dependencies, which it would multiply; a failed download is a failed test, never a skipped one.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '4.18.1';
const SHA512 = '7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const NAME = `botframework-webchat-${VERSION}.tgz`;
const CACHE = fileURLToPath(new URL('../../.cache/clients', import.meta.url));
const SCRIPT = 'package/dist/webchat-es5.js';

function download(): void {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'pack-'));
  try {
    const args = ['pack', `botframework-webchat@${VERSION}`, '--silent', '--pack-destination', folder];
    execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: 50_000 });
    renameSync(join(folder, NAME), join(CACHE, NAME));
  } catch (error) {
    throw new Error(`botframework-webchat ${VERSION} could not be fetched from the npm registry`, { cause: error });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The script a page loads. */
export function webChatScript(): Buffer {
  const file = join(CACHE, NAME);
  if (!existsSync(file)) download();
  if (createHash('sha512').update(readFileSync(file)).digest('base64') !== SHA512) {
    rmSync(file);
    throw new Error(`${file} was not what was published as ${VERSION}: it is removed, run again`);
  }
  return execFileSync('tar', ['-xzOf', file, SCRIPT], { maxBuffer: 16 * 1024 * 1024 });
}
