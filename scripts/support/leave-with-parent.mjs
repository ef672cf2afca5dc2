/**
 * Loaded before the server (`node --import`): when the process that started it dies without a word,
 * the pipe to it closes, and the server leaves as it would for SIGTERM.
 */
process.stdin.once('close', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
process.stdin.unref();
