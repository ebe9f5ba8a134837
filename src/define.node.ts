/**
 * `etalase/define` where a server renders pages: the tags stay as they are, and the browser registers them.
 * A test runner may have a document even here.
 */
if ('document' in globalThis) void import('./define.js');

export {};
